namespace Fengqiao.Platform.Documents;

/// <summary>
/// An official paper (公文) as content: what it says, in which order, and nothing of how it looks. The page prints it and
/// <see cref="DocxPaper"/> writes it, so that both say the same.
/// </summary>
/// <param name="Title">The heading, with the issuing office in it: 溪山县综治中心事项交办单.</param>
/// <param name="Blocks">From top to bottom.</param>
public sealed record OfficialPaper(string Title, IReadOnlyList<PaperBlock> Blocks)
{
    /// <summary>Stands over the first block at the left: 编号：SJ…; null for none.</summary>
    public string? Reference { get; init; }

    /// <summary>Stands over the first block at the right, such as the urgency; null for none.</summary>
    public string? Mark { get; init; }

    /// <summary>The office that issues it, under the last block at the right; null for an unsigned paper.</summary>
    public string? SignedBy { get; init; }

    /// <summary>成文日期, as words; under <see cref="SignedBy"/>.</summary>
    public string? SignedOn { get; init; }
}

/// <summary>A part of a paper.</summary>
public abstract record PaperBlock;

/// <summary>A heading of the first level (一、).</summary>
public sealed record PaperHeading(string Text) : PaperBlock;

/// <summary>主送机关: to whom it goes, flush with the left edge.</summary>
public sealed record PaperAddressee(string Text) : PaperBlock;

/// <summary>Running text; line breaks part paragraphs.</summary>
public sealed record PaperText(string Text) : PaperBlock;

/// <summary>Labels with their values in a ruled form, two to a row.</summary>
public sealed record PaperForm(IReadOnlyList<PaperField> Fields) : PaperBlock
{
    /// <summary>The fields as they stand: one wide one, one without a neighbour, or two beside each other.</summary>
    public IReadOnlyList<PaperField[]> Rows
    {
        get
        {
            var rows = new List<PaperField[]>();
            foreach (var next in Fields)
            {
                if (!next.IsWide && rows is [.., [{ IsWide: false } alone]])
                {
                    rows[^1] = [alone, next];
                }
                else
                {
                    rows.Add([next]);
                }
            }

            return rows;
        }
    }
}

/// <param name="Value">Empty leaves room to write by hand.</param>
public sealed record PaperField(string Label, string Value)
{
    /// <summary>Takes a whole row.</summary>
    public bool IsWide { get; init; }

    /// <summary>Lines of room that are kept at least, for what is written by hand.</summary>
    public int Lines { get; init; } = 1;
}

/// <summary>A ruled table.</summary>
/// <param name="Widths">Share of each column; any unit.</param>
public sealed record PaperTable(IReadOnlyList<string> Headers, IReadOnlyList<int> Widths, IReadOnlyList<IReadOnlyList<string>> Rows) : PaperBlock;

/// <summary>A QR code with what it is for beside it.</summary>
/// <param name="Content">What a telephone reads from it.</param>
/// <param name="Caption">One line for each paragraph.</param>
public sealed record PaperCode(string Content, IReadOnlyList<string> Caption) : PaperBlock;
