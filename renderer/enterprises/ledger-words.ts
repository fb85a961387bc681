/** Texts of the import of an enterprise's ledger. */
export const ledger = {
  zh: {
    open: '导入台账',
    title: '导入台账',
    file: 'Excel（.xlsx）或 CSV（UTF-8、GB18030）文件',
    kind: { enterprises: '企业名册', calendar: '生产安排', promises: '一企一策' },
    emptyTable: '空表',
    emptyOf: (kind: string) => `${kind}空表`,
    hint: '按表头认是哪一种，一个文件可以有几张工作表；表头上面的标题不读。名册里已有的企业只改表里写了的；承诺按企业整份核对：新的加上，变的改，表里没有的撤回；一行不合，这家的都不收。',
    none: '表头认不出',
    noFile: '还没有选文件',
    reading: '正在读文件',
    busy: (done: number, all: number) => `正在登记 ${done} / ${all}`,
    done: (rows: number, refused: number) => `收 ${rows} 行，拒 ${refused} 行`,
    unread: (sheets: readonly string[]) => `没有读的工作表（隐藏，或表头认不出）：${sheets.join('、')}`,
    refused: '没有收的行',
    refusedOf: (kind: string) => `没有收的行 ${kind}`,
    row: (n: number) => `第 ${n} 行`,
    save: '存成表',
    saveOf: (kind: string) => `${kind}存成表`,
    field: {
      enterprise: '统一社会信用代码',
      name: '企业名称',
      tier: '类别',
      county: '县市区',
      gates: '道闸',
      twice: '统一社会信用代码前面已有一行',
      plan: '安排',
      from: '自',
      to: '至',
      carrier: '承运人',
      contract: '合同',
      trucks: '新能源车辆数',
      dueOn: '期限',
      shortName: '简称',
      industry: '行业',
      unit: '责任单位',
      responsible: '责任人',
      phone: '电话',
      other: '同一企业另有一行不合',
    } as Record<string, string>,
    wrong: (field: string, flaw: 'formula' | 'error' | 'digits' | 'hidden' | null) =>
      flaw === 'hidden'
        ? '隐藏或筛掉的行'
        : flaw === 'formula'
          ? `${field}：公式没有算出结果`
          : flaw === 'error'
            ? `${field}：单元格是错误值`
            : flaw === 'digits'
              ? `${field}：数字过长，末位已被表格软件丢掉，改成文本再填`
              : `${field}：不合`,
    sheetHead: '工作表',
    rowHead: '行',
    whyHead: '原因',
  },
  en: {
    open: 'Import a ledger',
    title: 'Import a ledger',
    file: 'Excel (.xlsx) or CSV file (UTF-8, GB18030)',
    kind: { enterprises: 'Enterprises', calendar: 'Production', promises: 'Promises' },
    emptyTable: 'Empty table',
    emptyOf: (kind: string) => `Empty table: ${kind}`,
    hint: 'Its heads say of which kind a sheet is; a file may have several, and titles above the heads are not read. Of an enterprise that is registered only what the table says is changed. Promises are held against an enterprise’s whole list: new ones are added, changed ones changed, those the table lacks withdrawn; with one bad row none of it is taken.',
    none: 'the heads are not known',
    noFile: 'no file is chosen',
    reading: 'reading the file',
    busy: (done: number, all: number) => `writing ${done} of ${all}`,
    done: (rows: number, refused: number) => `${rows} rows taken, ${refused} refused`,
    unread: (sheets: readonly string[]) => `Sheets not read (hidden, or unknown heads): ${sheets.join(', ')}`,
    refused: 'Rows that were not taken',
    refusedOf: (kind: string) => `Rows not taken, ${kind}`,
    row: (n: number) => `row ${n}`,
    save: 'Save as a table',
    saveOf: (kind: string) => `Save as a table: ${kind}`,
    field: {
      enterprise: 'credit code',
      name: 'name',
      tier: 'tier',
      county: 'county',
      gates: 'gates',
      twice: 'the credit code has a row before',
      plan: 'plan',
      from: 'from',
      to: 'to',
      carrier: 'carrier',
      contract: 'contract',
      trucks: 'trucks',
      dueOn: 'due',
      shortName: 'short name',
      industry: 'industry',
      unit: 'unit',
      responsible: 'person',
      phone: 'telephone',
      other: 'another row of the same enterprise',
    } as Record<string, string>,
    wrong: (field: string, flaw: 'formula' | 'error' | 'digits' | 'hidden' | null) =>
      flaw === 'hidden'
        ? 'the row is hidden or filtered out'
        : flaw === 'formula'
          ? `${field}: a formula without a result`
          : flaw === 'error'
            ? `${field}: the cell is an error`
            : flaw === 'digits'
              ? `${field}: the spreadsheet has lost its last digits; write it as text`
              : `${field} is wrong`,
    sheetHead: 'Sheet',
    rowHead: 'Row',
    whyHead: 'Why',
  },
};
