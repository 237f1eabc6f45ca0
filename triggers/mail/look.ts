/** Colours and fonts of the mails. */
export const PAGE = '#f4f5f7';
export const SHEET = '#ffffff';
export const BOX = '#f4f5f7';
export const BORDER = '#d9dce3';
export const INK = '#1a1d26';
export const SECONDARY = '#5b6170';
export const SANS =
  "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
export const MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Courier New',monospace";

/** Narrow screens have smaller margins; the dark colours keep every border visible. */
export const STYLE =
  ':root{color-scheme:light dark;supported-color-schemes:light dark}' +
  '@media (max-width:480px){.edge{padding:16px 12px!important}.sheet{padding:24px 20px!important}' +
  '.foot{padding:16px 21px 0!important}.secret{font-size:30px!important;letter-spacing:4px!important}' +
  '.password{font-size:18px!important;letter-spacing:0!important}}' +
  '@media (max-width:359px){.secret{font-size:24px!important;letter-spacing:2px!important}}' +
  '@media (prefers-color-scheme:dark){.page{background-color:#0f1117!important}' +
  '.sheet{background-color:#191c25!important;border-color:#454b5e!important}' +
  '.box{background-color:#242834!important;border-color:#565d72!important}' +
  '.rule{border-color:#454b5e!important}.ink{color:#f1f2f6!important}.soft{color:#b0b5c3!important}}';
