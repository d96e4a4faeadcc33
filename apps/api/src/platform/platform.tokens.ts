/** Names under which platform gives what is not a class. */
export const SETTINGS = Symbol('settings');
