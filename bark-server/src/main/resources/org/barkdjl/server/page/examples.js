// Something to speak, by languages. The first sentence is what voices are heard with.

export const EXAMPLES = {
  en: 'Good morning, this is how I sound. The sun is up, and the kettle is on. What shall we read today?',
  de: 'Guten Morgen, so klinge ich. Die Sonne ist aufgegangen, und das Wasser kocht. Was lesen wir heute?',
  es: 'Buenos días, así sueno yo. El sol ya salió y el agua está hirviendo. ¿Qué leemos hoy?',
  fr: 'Bonjour, voici ma voix. Le soleil est levé et l’eau chauffe. Que lisons-nous aujourd’hui ?',
  hi: 'नमस्ते, मेरी आवाज़ ऐसी है। सूरज निकल आया है और चाय बन रही है। आज हम क्या पढ़ें?',
  it: 'Buongiorno, questa è la mia voce. Il sole è alto e l’acqua bolle. Che cosa leggiamo oggi?',
  ja: 'おはようございます、これが私の声です。日が昇り、お湯が沸いています。今日は何を読みましょうか。',
  ko: '안녕하세요, 제 목소리는 이렇습니다. 해가 떴고 물이 끓고 있습니다. 오늘은 무엇을 읽을까요?',
  pl: 'Dzień dobry, tak brzmi mój głos. Słońce wzeszło, a woda się gotuje. Co dziś czytamy?',
  pt: 'Bom dia, esta é a minha voz. O sol já nasceu e a água está fervendo. O que vamos ler hoje?',
  ru: 'Доброе утро, вот так я звучу. Солнце взошло, и чайник уже кипит. Что мы сегодня почитаем?',
  tr: 'Günaydın, sesim böyle. Güneş doğdu ve su kaynıyor. Bugün ne okuyalım?',
  zh: '早上好，这就是我的声音。太阳出来了，水也烧开了。今天我们读什么？',
};

export const EXAMPLE_DIALOGUE = `Anna: Good morning. Did you sleep well?
Ben: Like a stone. Is there any coffee left?
Anna: There is, if you are quick.`;
