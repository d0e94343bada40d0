import about from '../../package.json' with { type: 'json' }

/** The version of Tỉnh Số that runs: "0.1.0". */
export const version: string = about.version
