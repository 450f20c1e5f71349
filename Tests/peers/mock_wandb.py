#!/usr/bin/env python3
"""Minimal mock W&B server: /graphql, /files/<entity>/<project>/<run>/file_stream, /storage/* (PUT/GET).
Usage: mock_wandb.py PORT OUTDIR [--gzip-feature] [--fail fs429:2,gql500:1,auth]
       [--stop-after N]   (stdlib only; says "stopped" from the Nth part of a stream on)
Writes OUTDIR/requests.jsonl (one JSON object a request) and OUTDIR/state.json (runs as the server sees them)."""
import sys, json, re, gzip, base64, os, threading, time, hashlib
from http.server import ThreadingHTTPServer, BaseHTTPRequestHandler
PORT=int(sys.argv[1]); OUT=sys.argv[2]; os.makedirs(OUT,exist_ok=True)
GZ='--gzip-feature' in sys.argv
STOP=int(sys.argv[sys.argv.index('--stop-after')+1]) if '--stop-after' in sys.argv else None
FAIL={}
if '--fail' in sys.argv:
    for p in sys.argv[sys.argv.index('--fail')+1].split(','):
        k,_,n=p.partition(':'); FAIL[k]=int(n or 10**9)
LOCK=threading.Lock(); LOG=open(f'{OUT}/requests.jsonl','a'); N=[0]; N2=[0]
RUNS={}; ARTS={}
ENT='mock-entity'
if os.path.exists(f'{OUT}/state.json'): RUNS.update(json.load(open(f'{OUT}/state.json'))['runs'])
def save():
    with open(f'{OUT}/state.json.new','w') as f: json.dump({'runs':RUNS,'artifacts':ARTS},f,indent=1)
    os.replace(f'{OUT}/state.json.new',f'{OUT}/state.json')
def run_of(e,p,n): return RUNS.setdefault(f'{e or ENT}/{p or "uncategorized"}/{n}',{'meta':{},'config':None,'history':[], 'summary':None,'events':[], 'output':{}, 'uploaded':[], 'files':{}, 'complete':None,'exitcode':None})
def bucket(e,p,n,r):
    return {'id':base64.b64encode(f'Run:v1:{n}:{p}:{e}'.encode()).decode(),'name':n,'displayName':r['meta'].get('displayName') or n,'description':None,
        'config':r['config'] or '{}','sweepName':None,'historyLineCount':len(r['history']),
        'project':{'id':'UHJvamVjdDox','name':p,'entity':{'id':'RW50aXR5OjE=','name':e}}}
def takefail(k):
    with LOCK:
        if FAIL.get(k,0)>0: FAIL[k]-=1; return True
    return False
class H(BaseHTTPRequestHandler):
    protocol_version='HTTP/1.1'
    def log_message(self,*a): pass
    def body(self):
        if self.headers.get('Transfer-Encoding','')=='chunked':
            b=b''
            while True:
                n=int(self.rfile.readline().strip() or b'0',16)
                if n==0: self.rfile.readline(); break
                b+=self.rfile.read(n); self.rfile.readline()
        else: b=self.rfile.read(int(self.headers.get('Content-Length') or 0))
        if self.headers.get('Content-Encoding')=='gzip': b=gzip.decompress(b)
        return b
    def rec(self,body,status,resp):
        try: bj=json.loads(body) if body else None
        except Exception: bj={'_raw_len':len(body),'_sha256':hashlib.sha256(body).hexdigest(),'_head':body[:200].decode('latin1')}
        with LOCK:
            N[0]+=1
            LOG.write(json.dumps({'n':N[0],'t':round(time.time(),3),'method':self.command,'path':self.path,'headers':dict(self.headers.items()),'body':bj,'status':status,'response':resp})+'\n'); LOG.flush(); save()
    def reply(self,body,status,obj,hdrs=()):
        out=json.dumps(obj).encode() if not isinstance(obj,bytes) else obj
        self.rec(body,status,obj if not isinstance(obj,bytes) else f'<{len(obj)} bytes>')
        self.send_response(status); self.send_header('Content-Type','application/json'); self.send_header('Content-Length',str(len(out)))
        for k,v in hdrs: self.send_header(k,v)
        self.end_headers()
        if self.command!='HEAD': self.wfile.write(out)
    def do_GET(self):
        m=self.path.split('?')[0]
        f=f'{OUT}/storage'+m.removeprefix('/storage')
        if m.startswith('/storage/') and os.path.isfile(f): return self.reply(b'',200,open(f,'rb').read())
        self.reply(b'',404,{'error':'not found'})
    do_HEAD=do_GET
    def do_PUT(self):
        b=self.body(); p=self.path.split('?')[0]
        if takefail('put500'): return self.reply(b,500,{'error':'boom'})
        f=f'{OUT}'+p; os.makedirs(os.path.dirname(f),exist_ok=True); open(f,'wb').write(b)
        m=re.match(r'/storage/run/([^/]+)/([^/]+)/([^/]+)/(.+)',p)
        if m: run_of(m[1],m[2],m[3])['files'][m[4]]=len(b)
        self.reply(b,200,{})
    def do_POST(self):
        b=self.body()
        a=self.headers.get('Authorization','')
        if FAIL.get('auth'): return self.reply(b,401,{'errors':[{'message':'invalid API key'}]})
        m=re.match(r'/files/([^/]+)/([^/]+)/([^/]+)/file_stream',self.path)
        if m:
            if takefail('fs429'): return self.reply(b,429,{'error':'rate limit exceeded'},[('Retry-After','1')])
            if takefail('fs500'): return self.reply(b,500,{'error':'boom'})
            r=run_of(*m.groups()); j=json.loads(b)
            with LOCK:
                for fn,c in (j.get('files') or {}).items():
                    if fn=='output.log':
                        for i,l in enumerate(c['content']): r['output'][str(c['offset']+i)]=l
                    elif fn=='wandb-summary.json': r['summary']=json.loads(c['content'][-1])
                    else:
                        k='history' if 'history' in fn else 'events'
                        # offset semantics: overwrite from offset
                        r[k][c['offset']:]=[json.loads(x) for x in c['content']] if k=='history' else c['content']
                r['uploaded']+=j.get('uploaded') or []
                if j.get('complete') is not None: r['complete']=j['complete']; r['exitcode']=j.get('exitcode')
            stopped={}
            if STOP is not None:
                N2[0]+=1
                if N2[0]>=STOP: stopped={'stopped':True}
            return self.reply(b,200,{'exitcode':None,'limits':{'rate':None},**stopped})
        if self.path.startswith('/graphql'):
            try: return self.gql(b)
            except Exception as ex:
                import traceback; traceback.print_exc(); return self.reply(b,400,{'errors':[{'message':f'mock bug {ex!r}'}]})
        self.reply(b,404,{'error':'not found'})
    def gql(self,b):
        j=json.loads(b); q=j['query']; v=j.get('variables') or {}
        vi=v.get('input') if isinstance(v.get('input'),dict) else v
        base=f'http://127.0.0.1:{PORT}'
        if takefail('gql500'): return self.reply(b,500,{'error':'boom'})
        def ok(d): self.reply(b,200,{'data':d})
        if 'upsertBucket' in q:
            e,p,n=v.get('entity') or ENT, v.get('project') or 'uncategorized', v.get('name')
            new=f'{e}/{p}/{n}' not in RUNS; r=run_of(e,p,n)
            for k,x in v.items():
                if k=='config':
                    if x is not None: r['config']=x
                elif x is not None: r['meta'][k]=x
            return ok({'upsertBucket':{'bucket':bucket(e,p,n,r),'inserted':new}})
        if 'createRunFiles' in q:
            e,p,n=v['entity'],v['project'],v['run']
            return ok({'createRunFiles':{'runID':'UnVuOjE=','uploadHeaders':[],'files':[{'name':f,'uploadUrl':f'{base}/storage/run/{e}/{p}/{n}/{f}?sig=x'} for f in v['files']]}})
        if 'RunResumeStatus' in q:
            e,p,n=v.get('entity') or ENT,v['project'],v['name']; r=RUNS.get(f'{e}/{p}/{n}')
            bk=None
            if r: bk={**bucket(e,p,n,r),'summaryMetrics':json.dumps(r['summary'] or {}),'logLineCount':len(r['output']),'eventsLineCount':len(r['events']),'historyTail':json.dumps([json.dumps(x) for x in r['history'][-1:]]),'eventsTail':json.dumps([x for x in r['events'][-1:]]),'tags':r['meta'].get('tags') or [],'notes':r['meta'].get('notes'),'wandbConfig':json.dumps({'t':{'1':1}})}
            return ok({'model':{'id':'UHJvamVjdDox','name':p,'entity':{'id':'RW50aXR5OjE=','name':e},'bucket':bk}})
        if 'ServerFeaturesQuery' in q or 'features {' in q:
            return ok({'serverInfo':{'features':[{'name':'FILESTREAM_GZIP','isEnabled':True}] if GZ else []}})
        if 'ServerInfo' in q or 'serverInfo' in q:
            return ok({'serverInfo':{'cliVersionInfo':{'min_cli_version':'0.9.0','max_cli_version':'99.0.0'},'latestLocalVersionInfo':None}})
        if 'createArtifactManifest' in q:
            return ok({'createArtifactManifest':{'artifactManifest':{'id':'TUFOSUZFU1Q6MQ==','file':{'id':'RklMRTox','name':v.get('name'),'displayName':v.get('name'),'uploadUrl':f'{base}/storage/artifact/{v["artifactID"]}/{v["name"]}','uploadHeaders':[]}}}})
        if 'updateArtifactManifest' in q:
            return ok({'updateArtifactManifest':{'artifactManifest':{'id':'TUFOSUZFU1Q6MQ==','file':{'id':'RklMRTox','uploadUrl':f'{base}/storage/artifact/manifest-{v["artifactManifestID"]}','uploadHeaders':[]}}}})
        if 'createArtifactFiles' in q:
            return ok({'createArtifactFiles':{'files':{'edges':[{'node':{'id':'RklMRToy','name':f['name'],'storagePath':f'mock/{f["name"]}','uploadUrl':f'{base}/storage/artifact/{f["artifactID"]}/{f["name"]}','uploadHeaders':[],'uploadMultipartUrls':None,'artifact':{'id':f['artifactID']}}} for f in vi['artifactFiles']]}}})
        if 'createArtifact(' in q:
            i=v['input']; aid='ARTIFACT'+str(len(ARTS)+1); ARTS[aid]=i
            return ok({'createArtifact':{'artifact':{'id':aid,'state':'PENDING','artifactSequence':{'latestArtifact':None}}}})
        if 'commitArtifact' in q:
            return ok({'commitArtifact':{'artifact':{'id':v['artifactID'],'digest':ARTS.get(v['artifactID'],{}).get('digest','')}}})
        if 'markRunFilesUploaded' in q: return ok({'markRunFilesUploaded':{'success':True}})
        if 'notifyScriptableRunAlert' in q: return ok({'notifyScriptableRunAlert':{'success':True}})
        if 'RunStoppedStatus' in q: return ok({'project':{'run':{'stopped':False}}})
        if 'viewer' in q:
            return ok({'viewer':{'id':'VXNlcjox','entity':ENT,'username':'mockuser','email':'m@x','flags':'{}','admin':False,'teams':{'edges':[{'node':{'name':ENT}}]},'apiKeys':{'edges':[]}}})
        sys.stderr.write('UNKNOWN GQL '+q[:300]+'\n')
        self.reply(b,200,{'data':None,'errors':[{'message':'mock: unknown operation'}]})
if __name__=='__main__':
    print('mock on',PORT,flush=True); ThreadingHTTPServer(('127.0.0.1',PORT),H).serve_forever()
