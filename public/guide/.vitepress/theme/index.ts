/** VitePress's own theme, in the fonts that the reader's device has. */
import theme from 'vitepress/theme-without-fonts'
import './guide.css'

export default theme
