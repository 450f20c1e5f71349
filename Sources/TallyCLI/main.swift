import TallyCommands

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

exit(await TallyMain.run(Array(CommandLine.arguments.dropFirst())))
