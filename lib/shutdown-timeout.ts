/** Milliseconds that a stopping process gives to work in progress before it ends anyway. */
export const shutdownTimeout = 8000
