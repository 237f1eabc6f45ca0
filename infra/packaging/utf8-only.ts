import { StringDecoder } from 'node:string_decoder';

/** Stands for iconv-lite in the bundle of the local stack, whose tables are larger than the stack: all callers send UTF-8. */
export const encodingExists = (name: string): boolean => /^utf-?8$/i.test(name);

export const getDecoder = (): StringDecoder => new StringDecoder('utf8');
