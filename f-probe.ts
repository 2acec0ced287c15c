import { textTable } from './src/report/text-table.js';
console.log(textTable(['true', 'as M', 'as B'], [['M', 40, 2], ['Bbbbbb', 5, 1234567]], {emphasis: (t)=>`\x1b[1m${t}\x1b[0m`})+'|');
console.log(textTable(null, [['rows', '40'], ['accuracy', '0.5']],{left:[0,1]})+'|');
