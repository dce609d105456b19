/** React 18 for a project of its own: the repository has 19. */
export const react18 = {
  name: 'react-18',
  install: ['react@18.3.1', 'react-dom@18.3.1', '@types/react@18.3.24', '@types/react-dom@18.3.7'],
}
