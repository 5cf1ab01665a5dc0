export {
  type ApiServer,
  type ApiServerOptions,
  type ClientConfig,
  type ServiceProxyTarget,
} from './api-server.ts';
export { ApiError, type ApiErrorReason, type StatusDetails } from './api-error.ts';
