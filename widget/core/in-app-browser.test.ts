import { describe, expect, it } from 'vitest'
import { inAppBrowser, outsideOfLine } from './in-app-browser.ts'

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const webView =
  'Mozilla/5.0 (Linux; Android 14; SM-A546E Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/125.0.6422.165 Mobile Safari/537.36'

describe('the app around the page', () => {
  it.each([
    ['LINE', `${iPhone} Mobile/15E148 Safari Line/14.9.0`],
    ['LINE', `${webView} Line/14.8.0/IAB`],
    ['LINE', `${iPhone} Mobile/15E148 Safari Line/13.11.0 LIFF`],
    [
      'Instagram',
      `${iPhone} Mobile/15E148 Instagram 341.0.3.23.54 (iPhone15,2; iOS 17_5; th_TH; th; scale=3.00; 1179x2556; 618023787)`,
    ],
    [
      'Instagram',
      `${webView} Instagram 345.0.0.48.95 Android (34/14; 450dpi; 1080x2316; samsung; SM-A546E; a54x; s5e8835; th_TH; 633489323)`,
    ],
    [
      'TikTok',
      `${iPhone} Mobile/15E148 musical_ly_34.0.0 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/th Region/TH`,
    ],
    [
      'TikTok',
      `${webView} trill_340002 JsSdk/1.0 NetType/WIFI Channel/googleplay AppName/musical_ly app_version/34.0.2 ByteLocale/th ByteFullLocale/th-TH Region/TH BytedanceWebview/d8a21c6`,
    ],
    ['TikTok', `${iPhone} Mobile/15E148 TikTok 36.5.4 rv:365405 (iPhone; iOS 17.5; th_TH)`],
    [
      'Messenger',
      `${iPhone} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/466.0.0.41.109;FBBV/615310455;FBDV/iPhone15,2;FBMD/iPhone;FBSN/iOS;FBSV/17.5;FBSS/3;FBID/phone;FBLC/th_TH;FBOP/5]`,
    ],
    ['Messenger', `${webView} [FB_IAB/Orca-Android;FBAV/466.0.0.45.109;]`],
    ['Messenger', `${webView} [FB_IAB/MESSENGER;FBAV/466.0.0.45.109;]`],
    [
      'Facebook',
      `${iPhone} Mobile/15E148 [FBAN/FBIOS;FBAV/470.1.0.43.103;FBBV/618023787;FBDV/iPhone15,2;FBMD/iPhone;FBSN/iOS;FBSV/17.5;FBSS/3;FBID/phone;FBLC/th_TH;FBOP/5]`,
    ],
    ['Facebook', `${webView} [FB_IAB/FB4A;FBAV/468.0.0.35.109;]`],
    ['Facebook', `${webView}[FBAN/EMA;FBLC/th_TH;FBAV/406.0.0.12.102;]`],
  ])('is %s: %s', (app, userAgent) => {
    expect(inAppBrowser(userAgent)).toBe(app)
  })

  it.each([
    ['Safari', `${iPhone} Version/17.5 Mobile/15E148 Safari/604.1`],
    ['Chrome on an iPhone', `${iPhone} CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1`],
    [
      'Chrome',
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
    ],
    [
      'Samsung Internet',
      'Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36',
    ],
    ['a merchant’s own WebView', webView],
    ['another app of TikTok’s maker', `${webView} Lark/7.20.0 BytedanceWebview/d8a21c6`],
    ['apps with names like theirs', `${webView} OnLine/2.1 TikTokSaver/1.0`],
    ['WeChat', `${iPhone} Mobile/15E148 MicroMessenger/8.0.50(0x18003231) NetType/WIFI`],
    ['a model that is called like one', `${webView.replace('SM-A546E', 'Instagram Line')}`],
    [
      'a preview that Facebook fetches',
      'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    ],
    ['nothing', ''],
  ])('is none of them for %s', (_name, userAgent) => {
    expect(inAppBrowser(userAgent)).toBeUndefined()
  })
})

it.each([
  ['https://shop.example/pay', 'https://shop.example/pay?openExternalBrowser=1'],
  ['https://shop.example/pay#a=1', 'https://shop.example/pay?openExternalBrowser=1#a=1'],
  [
    'https://shop.example/pay?sig=a%20b+c%2F&x#t',
    'https://shop.example/pay?sig=a%20b+c%2F&x&openExternalBrowser=1#t',
  ],
  [
    'https://shop.example/?openExternalBrowser=1#t',
    'https://shop.example/?openExternalBrowser=1#t',
  ],
])('LINE opens %s outside as %s', (address, opened) => {
  expect(outsideOfLine(address)).toBe(opened)
})
