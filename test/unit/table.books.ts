import ExcelJS from 'exceljs';

/** Books as offices send them, for tests of the reader. */
export async function book(make: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const made = new ExcelJS.Workbook();
  make(made);
  return Buffer.from(await made.xlsx.writeBuffer());
}
