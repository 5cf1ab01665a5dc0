import { serveApiServer } from '@fluxts/dev';

serveApiServer();
