using Fengqiao.Cases.Papers;
using Fengqiao.Kernel;
using Fengqiao.Platform.Documents;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Joining;

/// <summary>会议纪要 of a joint session in the official layout: matter, units, minutes, each unit's opinion, conclusion, the chair.</summary>
internal sealed class MinutesPaper(SessionDesk desk, PaperWords words, IStringLocalizer<JointTexts> texts, CountyClock clock)
{
    private static readonly int[] Widths = [3, 6, 3];

    /// <summary>Nothing where there is no such session, it was not held, or its reader may not see the case.</summary>
    public async Task<OfficialPaper?> MakeAsync(Guid id, CancellationToken ct)
    {
        if (await desk.FindAsync(id, ct) is not { HasMinutes: true } session)
        {
            return null;
        }

        List<PaperBlock> blocks =
        [
            new PaperForm(
            [
                PaperWords.Wide(words["Paper.Number"], session.Number),
                PaperWords.Wide(words["Paper.Matter"], session.Title),
                PaperWords.Wide(texts["Session.Subject"], session.Subject),
                new(texts["Session.Start"], words.Time(session.StartAt)),
                new(texts["Session.Place"], session.Place),
                new(texts["Session.Chair"], session.Chair),
                new(texts["Session.Convened"], session.Unit.Name),
            ]),
            new PaperHeading(texts["Session.Minutes"]),
            new PaperText(session.Minutes ?? ""),
            new PaperHeading(texts["Session.Opinions"]),
            new PaperTable([texts["Unit"], texts["Session.Opinion"], texts["Session.By"]], Widths, [.. session.Units.Select(u => (IReadOnlyList<string>)[u.Unit.Name, u.Opinion ?? texts["Session.NoOpinion"].Value, u.By ?? ""])]),
            new PaperHeading(texts["Session.Conclusion"]),
            new PaperText(session.Conclusion ?? ""),
            new PaperText(session.SignedAt is { } signed ? texts["Session.Signed.Paper", session.Chair, Day(signed)] : texts["Session.Unsigned.Paper"]),
        ];
        return new OfficialPaper(texts["Session.Paper.Title"], blocks) { Reference = session.Number, SignedBy = session.Unit.Name, SignedOn = Day(session.SignedAt ?? session.HeldAt ?? session.StartAt) };
    }

    private string Day(DateTime utc) => words.Format("Paper.Date", clock.ToLocal(utc).Year, clock.ToLocal(utc).Month, clock.ToLocal(utc).Day);
}
