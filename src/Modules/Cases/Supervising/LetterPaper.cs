using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Papers;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Documents;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Supervising;

/// <summary>督办函 and its graver kin as an official paper (GB/T 9704): number, to whom, why, what is asked until when, who signs.</summary>
internal sealed class LetterPaper(SupervisionReader reader, PaperWords words, IUnitDirectory units, IStringLocalizer<SupervisionTexts> texts, CountyClock clock)
{
    /// <summary>Nothing where there is no such letter, or its reader may not see the case.</summary>
    public async Task<OfficialPaper?> MakeAsync(Guid id, CancellationToken ct) =>
        await reader.FindAsync(id, ct) is (var row, var on) && reader.LetterOf(row) is { } number ? Make(row, on, number) : null;

    private OfficialPaper Make(Supervision row, Case on, string number)
    {
        var unit = units.Find(row.UnitId)?.Name ?? "";
        var level = CaseCodes.Of(row.Level);
        List<PaperBlock> blocks =
        [
            new PaperAddressee(texts["Letter.To", unit]),
            new PaperText(texts[$"Letter.Why.{level}", on.Number, on.Title, Reason(row)]),
            new PaperForm(
            [
                PaperWords.Wide(words["Paper.Number"], on.Number),
                PaperWords.Wide(words["Paper.Matter"], on.Title),
                new(words["Paper.Dispatched"], words.Time(on.DispatchedUtc)),
                new(words["Paper.CloseBy"], words.Time(on.CloseDueUtc)),
            ]),
            new PaperText(texts[$"Letter.Asks.{level}", row.AnswerDueUtc is { } due ? Day(due) : ""]),
        ];
        if (row.AnsweredUtc is not null)
        {
            blocks.Add(new PaperHeading(texts["Letter.Answer"]));
            blocks.Add(new PaperText(row.Answer ?? ""));
            blocks.Add(new PaperText(texts["Letter.AnsweredOn", unit, Day(row.AnsweredUtc.Value)]));
        }

        if (row.LiftedUtc is not null)
        {
            blocks.Add(new PaperText(texts["Letter.Lifted", Day(row.LiftedUtc.Value), row.LiftReason ?? ""]));
        }

        return new OfficialPaper(texts[$"Letter.Title.{level}", words.Centre], blocks)
        {
            Reference = number,
            SignedBy = words.Centre,
            SignedOn = Day(row.IssuedUtc),
        };
    }

    /// <summary>成文日期 and other days stand in Arabic numerals, as GB/T 9704 wants them.</summary>
    private string Day(DateTime utc) => words.Format("Paper.Date", clock.ToLocal(utc).Year, clock.ToLocal(utc).Month, clock.ToLocal(utc).Day);

    private string Reason(Supervision row) => row.Reason.Length > 0 ? row.Reason : texts[$"Letter.Because.{CaseCodes.Of(row.Trigger)}"];
}
