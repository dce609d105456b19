/// <reference types="vite/client" />

/** The package's version, put in by the build. */
declare const __VERSION__: string

/** The script's later files, put in by the build of its first. */
declare const __LATER_FILES__: import('./script/built-files.ts').BuiltFiles
