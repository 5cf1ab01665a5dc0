import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { ArtifactError } from './error.ts';

/**
 * Begins to download an artifact.
 * @throws ArtifactError `ArtifactNotFound` (404), `DownloadFailed`
 */
export function openDownload(address: string, signal: AbortSignal): Promise<IncomingMessage> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return Promise.reject(
      new ArtifactError('DownloadFailed', 'the artifact has no http or https URL', {
        retry: 'on-change',
      }),
    );
  }
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      { signal, headers: { accept: '*/*', 'user-agent': 'fluxts' } },
      (response) => {
        if (response.statusCode === 200) {
          resolve(response);
          return;
        }
        response.resume();
        reject(
          response.statusCode === 404
            ? new ArtifactError('ArtifactNotFound', `artifact not found: '${url.href}'`)
            : new ArtifactError(
                'DownloadFailed',
                `'${url.href}' answered with status ${response.statusCode}`,
              ),
        );
      },
    );
    request.once('error', (error) => {
      reject(
        new ArtifactError('DownloadFailed', `cannot download '${url.href}': ${error.message}`, {
          cause: error,
        }),
      );
    });
    request.end();
  });
}
