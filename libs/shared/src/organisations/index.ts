export * from './authority';
export * from './contract';
export * from './cvr';
export * from './invitations';
export * from './set-up';
export * from './witnesses';
