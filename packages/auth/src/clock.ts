/** The present moment; injected so that time can be tested. */
export type Clock = () => Date;
