export { createApp, type App } from './app.ts';
export { ConfigError, readConfig, type Config, type ConfigSurroundings } from './config/config.ts';
export { serve, type RunningServer } from './serve.ts';
export { createServices, type ServiceOptions, type Services } from './services.ts';
