using DocumentFormat.OpenXml.Wordprocessing;

namespace Fengqiao.Platform.Documents;

/// <summary>Forms and tables of a paper: ruled, as wide as the text.</summary>
internal static class PaperTables
{
    private const int FormLine = 400;

    /// <summary>Of the four columns of a form: label, value, label, value.</summary>
    private static readonly int[] FormShares = [4, 9, 4, 9];

    public static Table Form(PaperForm form)
    {
        var widths = Widths(FormShares);
        var table = Ruled(widths);
        foreach (var fields in form.Rows)
        {
            var row = Row(fields.Max(f => f.Lines));
            row.Append(Cell(fields[0].Label, widths[0], PaperLook.Heading));
            if (fields is [var left, var right])
            {
                row.Append(Cell(left.Value, widths[1], PaperLook.Body), Cell(right.Label, widths[2], PaperLook.Heading), Cell(right.Value, widths[3], PaperLook.Body));
            }
            else
            {
                row.Append(Cell(fields[0].Value, widths[1] + widths[2] + widths[3], PaperLook.Body, span: 3));
            }

            table.Append(row);
        }

        return table;
    }

    public static Table Table(PaperTable content)
    {
        var widths = Widths(content.Widths);
        var table = Ruled(widths);
        var head = Row(1);
        head.TableRowProperties!.Append(new TableHeader());
        head.Append(content.Headers.Select((text, i) => Cell(text, widths[i], PaperLook.Heading)));
        table.Append(head);
        foreach (var cells in content.Rows)
        {
            var row = Row(1);
            row.Append(cells.Select((text, i) => Cell(text, widths[i], PaperLook.Body)));
            table.Append(row);
        }

        return table;
    }

    private static Table Ruled(int[] widths) => new(
        new TableProperties(
            new TableWidth { Width = PaperLook.Points(PaperLook.TextWidth), Type = TableWidthUnitValues.Dxa },
            new TableBorders(
                Rule<TopBorder>(), Rule<LeftBorder>(), Rule<BottomBorder>(), Rule<RightBorder>(), Rule<InsideHorizontalBorder>(), Rule<InsideVerticalBorder>()),
            new TableLayout { Type = TableLayoutValues.Fixed },
            new TableCellMarginDefault(new TableCellLeftMargin { Width = 85, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 85, Type = TableWidthValues.Dxa })),
        new TableGrid(widths.Select(w => new GridColumn { Width = PaperLook.Points(w) })));

    private static T Rule<T>()
        where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 6U, Space = 0U, Color = "000000" };

    private static TableRow Row(int lines) => new(new TableRowProperties(new TableRowHeight { Val = (uint)(lines * FormLine), HeightType = HeightRuleValues.AtLeast }));

    private static TableCell Cell(string text, int width, string font, int span = 1)
    {
        var properties = new TableCellProperties(new TableCellWidth { Width = PaperLook.Points(width), Type = TableWidthUnitValues.Dxa });
        if (span > 1)
        {
            properties.Append(new GridSpan { Val = span });
        }

        properties.Append(new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center });
        var cell = new TableCell(properties);
        foreach (var line in text.Split('\n'))
        {
            cell.Append(new Paragraph(
                new ParagraphProperties(new SpacingBetweenLines { Line = "320", LineRule = LineSpacingRuleValues.AtLeast }),
                DocxPaper.Run(line.TrimEnd('\r'), font, PaperLook.FormSize)));
        }

        return cell;
    }

    private static int[] Widths(IReadOnlyList<int> shares)
    {
        var whole = shares.Sum();
        return [.. shares.Select(share => PaperLook.TextWidth * share / whole)];
    }
}
