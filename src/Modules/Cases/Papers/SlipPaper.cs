using Fengqiao.Platform.Documents;
using Fengqiao.Web.Navigation;

namespace Fengqiao.Cases.Papers;

/// <summary>交办单: what the lead unit is to do, until when, and room for its signature and result.</summary>
internal sealed class SlipPaper(PaperWords words, SiteAddress address)
{
    public OfficialPaper Make(PaperSource source)
    {
        var (view, row) = (source.Case, source.Case.Summary);
        var order = source.Timeline.LastOrDefault(e => e.Move is "dispatch" or "settle");
        List<PaperField> fields =
        [
            new(words["Paper.Received"], words.Time(row.ReceivedAt)),
            new(words["Paper.Channel"], words.Code($"channel.{row.Channel}")),
            new(words["Paper.Dispatched"], words.Time(view.DispatchedAt)),
            new(words["Paper.Category"], row.Category?.Name ?? words.Code("List.Category.None")),
            PaperWords.Wide(words["Paper.LeadUnit"], row.LeadUnit?.Name ?? ""),
        ];
        if (view.AssistingUnits.Count > 0)
        {
            fields.Add(PaperWords.Wide(words["Paper.Assisting"], words.Units(view.AssistingUnits)));
        }

        fields.AddRange(
        [
            new(words["Paper.SignBy"], words.Time(view.Limits.FirstOrDefault(l => l.Kind == "sign")?.DueAt)),
            new(words["Paper.ContactBy"], words.Time(view.Limits.FirstOrDefault(l => l.Kind == "first-contact")?.DueAt)),
            new(words["Paper.CloseBy"], words.Time(row.DueAt)),
            new(words["Paper.Reporter"], words.Person(view, "reporter")),
            PaperWords.Wide(words["Paper.Place"], PaperWords.Place(view)),
            PaperWords.Wide(words["Paper.Matter"], row.Title),
            PaperWords.Wide(words["Paper.Description"], view.Description, lines: 3),
            PaperWords.Wide(words["Paper.Order"], order?.Text ?? "", lines: 2),
            new(words["Paper.SignedBy"], ""),
            new(words["Paper.SignedAt"], ""),
            PaperWords.Wide(words["Paper.Result"], "", lines: 3),
        ]);
        return new OfficialPaper(words.Format("Paper.Slip", words.Centre),
            [
                new PaperForm(fields),
                new PaperCode(address.Of($"/cases/{row.Number}"), [words["Paper.Slip.Scan"], words["Paper.Slip.Rule"]]),
            ])
        {
            Reference = words.Reference(view),
            Mark = words.Mark(view),
            SignedBy = words.Centre,
            SignedOn = words.Today,
        };
    }
}
