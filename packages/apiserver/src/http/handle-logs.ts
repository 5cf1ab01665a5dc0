import { once } from 'node:events';
import { getPath, getString, isObject, type JsonObject } from '@fluxts/base';
import { matchesLabels, parseLabelSelector } from '@fluxts/kube';
import { badRequest, notFound } from '../api-error.ts';
import type { PodLogFile } from '../api-server.ts';
import type { ObjectStore } from '../objects/object-store.ts';
import type { ApiRequest } from './api-request.ts';
import { followLines, readLines, timeOf } from './log-file.ts';
import { type Reply, textReply } from './reply.ts';

/** What a client wants to see of a log. */
interface LogOptions {
  readonly follow: boolean;
  readonly timestamps: boolean;
  readonly tailLines: number | undefined;
  readonly limitBytes: number;
  /** Milliseconds since 1970. */
  readonly since: number | undefined;
}

/** Answers `pods/NAME/log`. Pods are simulated: those that stand for something real have a file, others nothing. */
export async function handlePodLog(
  objects: ObjectStore,
  files: readonly PodLogFile[],
  now: () => Date,
  request: ApiRequest,
): Promise<Reply | 'streamed'> {
  const { info, namespace = '', address, query } = request;
  const name = address.name as string;
  const pod = objects.get(info, namespace, name)?.object;
  if (pod === undefined) throw notFound(info, name);
  checkContainer(pod, name, query.get('container') ?? '');
  if (query.get('previous') === 'true') {
    throw badRequest(`previous terminated container of pod ${JSON.stringify(name)} not found`);
  }
  const options = readOptions(query, now);
  const path = fileOf(pod, namespace, files);
  if (path === undefined) return textReply(200, '');
  const { lines, end } = await readLines(path);
  const shown = select(lines, options);
  if (!options.follow) {
    const text = shown.map((line) => render(line, options)).join('');
    return textReply(200, text.slice(0, options.limitBytes));
  }
  await stream(path, end, shown, options, request);
  return 'streamed';
}

function checkContainer(pod: JsonObject, name: string, wanted: string): void {
  const listed = getPath(pod, 'spec', 'containers');
  const containers = (Array.isArray(listed) ? listed : [])
    .filter(isObject)
    .map((container) => getString(container, 'name') ?? '');
  if (wanted === '' && containers.length > 1) {
    throw badRequest(
      `a container name must be specified for pod ${name}, choose one of: [${containers.join(' ')}]`,
    );
  }
  if (wanted !== '' && !containers.includes(wanted)) {
    throw badRequest(`container ${wanted} is not valid for pod ${name}`);
  }
}

function fileOf(
  pod: JsonObject,
  namespace: string,
  files: readonly PodLogFile[],
): string | undefined {
  const found = getPath(pod, 'metadata', 'labels');
  const labels = isObject(found) ? found : {};
  return files.find(
    (file) =>
      file.namespace === namespace && matchesLabels(parseLabelSelector(file.labelSelector), labels),
  )?.path;
}

function readOptions(query: URLSearchParams, now: () => Date): LogOptions {
  const sinceSeconds = countOf(query, 'sinceSeconds');
  const sinceTime = Date.parse(query.get('sinceTime') ?? '');
  const since = sinceSeconds === undefined ? sinceTime : now().getTime() - sinceSeconds * 1000;
  return {
    follow: query.get('follow') === 'true',
    timestamps: query.get('timestamps') === 'true',
    tailLines: countOf(query, 'tailLines'),
    limitBytes: countOf(query, 'limitBytes') ?? Number.MAX_SAFE_INTEGER,
    since: Number.isNaN(since) ? undefined : since,
  };
}

function countOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^\d{1,12}$/.test(text)) {
    throw badRequest(`${name}: Invalid value: ${JSON.stringify(text)}: must be a whole number`);
  }
  return Number(text);
}

function select(lines: readonly string[], { since, tailLines }: LogOptions): readonly string[] {
  const recent =
    since === undefined
      ? lines
      : lines.filter((line) => {
          const time = Date.parse(timeOf(line) ?? '');
          return Number.isNaN(time) || time >= since;
        });
  if (tailLines === undefined) return recent;
  return tailLines === 0 ? [] : recent.slice(-tailLines);
}

function render(line: string, { timestamps }: LogOptions): string {
  const time = timestamps ? timeOf(line) : undefined;
  return time === undefined ? `${line}\n` : `${time} ${line}\n`;
}

/** Sends what there is and what comes, for as long as the client stays. */
async function stream(
  path: string,
  from: number,
  first: readonly string[],
  options: LogOptions,
  { response }: ApiRequest,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  response.writeHead(200, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-cache, private' });
  response.flushHeaders();
  let left = options.limitBytes;
  const send = async (lines: readonly string[]): Promise<void> => {
    const text = lines
      .map((line) => render(line, options))
      .join('')
      .slice(0, left);
    left -= text.length;
    if (text !== '' && !response.write(text) && !gone.signal.aborted) {
      await Promise.race([once(response, 'drain'), once(gone.signal, 'abort')]);
    }
  };
  await send(first);
  for await (const lines of followLines(path, from, gone.signal)) {
    if (left <= 0) break;
    await send(lines);
  }
  response.end();
}
