using Fengqiao.Cases.Features;
using Fengqiao.Cases.Reading;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Documents;

namespace Fengqiao.Cases.Papers;

/// <summary>事项办理单: the case from the first word to the last, as it goes into the file.</summary>
internal sealed class WholePaper(PaperWords words)
{
    public OfficialPaper Make(PaperSource source)
    {
        var view = source.Case;
        List<PaperBlock> blocks =
        [
            new PaperHeading(words["Paper.Part.Facts"]),
            new PaperForm(Facts(view)),
            new PaperHeading(words["Paper.Part.Description"]),
            new PaperText(view.Description),
        ];
        var hasLimits = view.Limits.Count > 0;
        if (hasLimits)
        {
            blocks.Add(new PaperHeading(words["Paper.Part.Limits"]));
            blocks.Add(new PaperTable(
                [words["Paper.Limit"], words["Paper.Limit.Due"], words["Paper.Limit.Met"], words["Paper.Limit.Verdict"]], [3, 4, 4, 2],
                [.. view.Limits.Select(Limit)]));
        }

        blocks.Add(new PaperHeading(words[hasLimits ? "Paper.Part.Story" : "Paper.Part.Story.First"]));
        blocks.Add(new PaperTable(
            [words["Paper.Step.At"], words["Paper.Step.What"], words["Paper.Step.Who"], words["Paper.Step.Text"], words["Paper.Step.Took"]], [4, 4, 4, 6, 3],
            [.. source.Timeline.Select((entry, i) => Step(entry, i == 0 ? null : source.Timeline[i - 1].At))]));
        if (view.Attachments.Count > 0)
        {
            blocks.Add(new PaperHeading(words[hasLimits ? "Paper.Part.Files" : "Paper.Part.Files.First"]));
            blocks.Add(new PaperTable(
                [words["Paper.File.Name"], words["Paper.File.Stage"], words["Paper.File.Size"], words["Paper.File.Who"], words["Paper.File.At"]], [6, 3, 2, 3, 4],
                [.. view.Attachments.Select(File)]));
        }

        return new OfficialPaper(words.Format("Paper.Whole", words.Centre), blocks)
        {
            Reference = words.Reference(view),
            Mark = words.Mark(view),
            SignedBy = words.Centre,
            SignedOn = words.Today,
        };
    }

    private List<PaperField> Facts(CaseView view)
    {
        var row = view.Summary;
        List<PaperField> fields =
        [
            PaperWords.Wide(words["Paper.Matter"], row.Title),
            new(words["Paper.State"], words.Code($"state.{row.State}")),
            new(words["Paper.Category"], row.Category?.Name ?? words.Code("List.Category.None")),
            new(words["Paper.Channel"], words.Code($"channel.{row.Channel}")),
            new(words["Paper.People"], words.People(view.PeopleConcerned)),
            new(words["Paper.Received"], words.Time(row.ReceivedAt)),
            new(words["Paper.FirstReceiver"], view.FirstReceiver == Actor.Citizen.Account ? words.Code($"channel.{row.Channel}") : view.FirstReceiver),
            PaperWords.Wide(words["Paper.Reporter"], words.Person(view, "reporter")),
        ];
        if (view.People.Any(p => p.Role == "respondent"))
        {
            fields.Add(PaperWords.Wide(words["Paper.Respondent"], words.Person(view, "respondent")));
        }

        fields.Add(PaperWords.Wide(words["Paper.Place"], PaperWords.Place(view)));
        fields.Add(PaperWords.Wide(words["Paper.LeadUnit"], row.LeadUnit?.Name ?? "—"));
        if (view.AssistingUnits.Count > 0)
        {
            fields.Add(PaperWords.Wide(words["Paper.Assisting"], words.Units(view.AssistingUnits)));
        }

        fields.Add(new(words["Paper.Dispatched"], words.Time(view.DispatchedAt)));
        fields.Add(new(words["Paper.Closed"], words.Time(view.ClosedAt)));
        if (view.Resolution is not null || view.Satisfaction is not null)
        {
            fields.Add(new(words["Paper.Resolution"], view.Resolution is { } resolution ? words.Code($"resolution.{resolution}") : "—"));
            fields.Add(new(words["Paper.Satisfaction"], view.Satisfaction is { } satisfaction ? words.Code($"satisfaction.{satisfaction}") : "—"));
        }

        if (view.MergedInto is not null)
        {
            fields.Add(PaperWords.Wide(words["Paper.MergedInto"], view.MergedInto));
        }

        return fields;
    }

    private List<string> Limit(LimitView limit) =>
    [
        words.Code($"limit.{limit.Kind}"),
        words.Time(limit.DueAt),
        words.Time(limit.StoppedAt),
        limit.StoppedAt is { } met ? words[met <= limit.DueAt ? "Paper.Limit.InTime" : "Paper.Limit.Late"] : words["Paper.Limit.Running"],
    ];

    private List<string> Step(TimelineView entry, DateTime? before) =>
    [
        words.Time(entry.At),
        entry.ToUnit is { } unit ? $"{words.Code($"move.{entry.Move}")}\n→ {unit.Name}" : words.Code($"move.{entry.Move}"),
        entry.Account == Actor.Citizen.Account ? words.Code("person.reporter") : entry.Unit is null ? entry.Name : $"{entry.Name}\n{entry.Unit.Name}",
        string.Join('\n', new[] { entry.Reason?.Name ?? "", entry.Text, Answers(entry) }.Where(text => text.Length > 0)),
        before is { } start ? words.Span(entry.At - start) : "",
    ];

    private string Answers(TimelineView entry) => string.Join(" · ", new[]
    {
        entry.Resolution is { } resolution ? words.Code($"resolution.{resolution}") : null,
        entry.Satisfaction is { } satisfaction ? words.Code($"satisfaction.{satisfaction}") : null,
    }.OfType<string>());

    private List<string> File(AttachmentView file) =>
    [
        file.Name, words.Code($"stage.{file.Stage}"), FileSize.Of(file.Size), file.AddedBy ?? words.Code("person.reporter"), words.Time(file.AddedAt),
    ];
}
