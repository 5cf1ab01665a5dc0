export type {
  ApiServer,
  ApiServerOptions,
  ClientConfig,
  PodLogFile,
  ServerLogger,
  ServiceProxyTarget,
} from './api-server.ts';
export { ApiError, type ApiErrorReason, type StatusDetails } from './api-error.ts';
export { startApiServer } from './start-api-server.ts';
export { StoreError, type StoreErrorCode } from './store/store.ts';
