using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Moving;
using Fengqiao.Cases.Storage;
using Fengqiao.Cases.Wording;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;

namespace Fengqiao.Cases.Reading;

/// <summary>A move the caller may make now.</summary>
/// <param name="To">State after it.</param>
public sealed record MoveView(string Move, string To, IReadOnlyList<MoveFieldView> Fields);

/// <param name="Name">Of the field in the request body.</param>
/// <param name="Options">The codes allowed, where they are few.</param>
public sealed record MoveFieldView(string Name, string Type, bool Required, IReadOnlyList<string> Options);

/// <param name="Version">Send it back as <c>If-Match</c>.</param>
public sealed record MovesView(int Version, string State, IReadOnlyList<MoveView> Items);

internal sealed class ListMovesHandler(CaseReader reader, MoveFactsFinder facts, WordSource words, CurrentActor current)
{
    public async Task<Result<MovesView>> HandleAsync(string number, CancellationToken ct)
    {
        if (await reader.FindAsync(number, current.Actor, ct) is not { } loaded)
        {
            return CaseErrors.NotFound;
        }

        var known = await facts.ForAsync(loaded, null, null, isReporter: false, ct);
        var moves = MoveRules.Possible(loaded.Case, known)
            .Select(rule => new MoveView(CaseCodes.Of(rule.Move), CaseCodes.Of(rule.To ?? loaded.Case.State), [.. rule.Needs.Select(needs => Field(rule.Move, needs))]));
        return new MovesView(loaded.Case.Version, CaseCodes.Of(loaded.Case.State), [.. moves]);
    }

    private MoveFieldView Field(CaseMove move, Needs needs) => needs.Field switch
    {
        MoveField.LeadUnit => new("leadUnit", "unit", needs.IsRequired, []),
        MoveField.AssistingUnits => new("assistingUnits", "units", needs.IsRequired, []),
        MoveField.Reason => new("reason", "choice", needs.IsRequired, [.. words.Current.Offered(WordLists.ForReasonOf(move)!).Select(w => w.Code)]),
        MoveField.Into => new("into", "case", needs.IsRequired, []),
        MoveField.Resolution => new("resolution", "choice", needs.IsRequired, [.. Enum.GetValues<Resolution>().Select(v => CaseCodes.Of(v))]),
        MoveField.Satisfaction => new("satisfaction", "choice", needs.IsRequired, [.. Enum.GetValues<Satisfaction>().Select(v => CaseCodes.Of(v))]),
        MoveField.Amount => new("amount", "number", needs.IsRequired, []),
        MoveField.Hold => new("hold", "choice", needs.IsRequired, [CaseCodes.Of(HoldKind.Hearing), CaseCodes.Of(HoldKind.Supplement)]),
        MoveField.Opinion => new("opinion", "choice", needs.IsRequired, [.. Enum.GetValues<UnitOpinion>().Select(v => CaseCodes.Of(v))]),
        MoveField.ReviewOn => new("reviewOn", "date", needs.IsRequired, []),
        MoveField.OwnerUnit => new("ownerUnit", "unit", needs.IsRequired, []),
        MoveField.Ask => new("ask", "text", needs.IsRequired, []),
        MoveField.AskDays => new("askDays", "number", needs.IsRequired, []),
        MoveField.Without => new("without", "text", needs.IsRequired, []),
        _ => new("text", "text", needs.IsRequired, []),
    };
}
