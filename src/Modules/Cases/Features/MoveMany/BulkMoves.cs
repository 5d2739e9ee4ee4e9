using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Moving;
using Fengqiao.Cases.Proposals;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Features.MoveMany;

/// <summary>
/// One move with many cases. Each is held to the same table and rules as alone, and is its own commit: one that cannot be moved
/// does not hold up the others. Sent twice, each case answers what it answered the first time.
/// </summary>
internal sealed class BulkMoves(
    CaseReader reader,
    CaseMover mover,
    MoveFactsFinder facts,
    SuggestDispatchHandler proposals,
    ErrorTexts texts,
    RequestKey key,
    CurrentActor current)
{
    /// <summary>As many as a person can look through before they agree.</summary>
    public const int Most = 100;

    /// <summary>The moves that make sense for many cases at once: the others need a look at each.</summary>
    public static bool TryMove(string? code, out CaseMove move) =>
        CaseCodes.TryParse(code, out move) && move is CaseMove.Dispatch or CaseMove.Remind;

    /// <summary>The numbers as they were ticked, each once.</summary>
    public static Result<IReadOnlyList<string>> Chosen(IEnumerable<string?> numbers)
    {
        List<string> chosen = [.. numbers.OfType<string>().Select(n => n.Trim().ToUpperInvariant()).Where(n => n.Length is > 0 and <= 40).Distinct(StringComparer.Ordinal)];
        return chosen.Count == 0 ? DeskErrors.NothingChosen
            : chosen.Count > Most ? DeskErrors.TooManyChosen(Most)
            : Result<IReadOnlyList<string>>.Of(chosen);
    }

    /// <summary>What would happen to each, were it done now.</summary>
    public async Task<IReadOnlyList<BulkLine>> PreviewAsync(CaseMove move, IReadOnlyList<string> numbers, CancellationToken ct)
    {
        var lines = new List<BulkLine>(numbers.Count);
        foreach (var number in numbers)
        {
            lines.Add(await LookAsync(move, number, null, ct));
        }

        return lines;
    }

    /// <summary>Does it, and tells what became of each.</summary>
    public async Task<IReadOnlyList<BulkLine>> MakeAsync(CaseMove move, BulkRequest request, CancellationToken ct)
    {
        var chosen = key.Key;
        var lines = new List<BulkLine>(request.Choices.Count);
        foreach (var choice in request.Choices)
        {
            // One key for all would answer the second case with what became of the first.
            key.Key = chosen is null ? null : $"{chosen}:{choice.Number}";
            lines.Add(await MakeOneAsync(move, choice, request, ct));
        }

        key.Key = chosen;
        return lines;
    }

    private async Task<BulkLine> MakeOneAsync(CaseMove move, BulkChoice choice, BulkRequest request, CancellationToken ct)
    {
        var seen = await LookAsync(move, choice.Number, request.Unit, ct);
        var told = new MoveRequest(Text: request.Text);
        if (move == CaseMove.Dispatch)
        {
            told = string.IsNullOrEmpty(request.Unit)
                ? told with { LeadUnit = seen.Unit?.LeadUnit.Code, AssistingUnits = [.. seen.Unit?.AssistingUnits.Select(u => u.Code) ?? []] }
                : told with { LeadUnit = request.Unit };
        }

        // Tried even where the look says no: asked a second time, the answer of the first still stands.
        var moved = await mover.HandleAsync(choice.Number, move, choice.Version, told, ct);
        return moved.Failed(out var error)
            ? seen with { Why = error.Code == "cases.field-missing" && move == CaseMove.Dispatch ? texts.Of(DeskErrors.NoUnitProposed) : texts.Of(error) }
            : seen with { Why = null, State = moved.Value.State, Version = moved.Value.Version };
    }

    /// <param name="unit">A lead unit chosen for all; then no rule need name one.</param>
    private async Task<BulkLine> LookAsync(CaseMove move, string number, string? unit, CancellationToken ct)
    {
        if (await reader.FindAsync(number, current.Actor, ct) is not { } loaded)
        {
            return new BulkLine(number, null, null, 0, null, texts.Of(CaseErrors.NotFound));
        }

        var c = loaded.Case;
        var proposed = move == CaseMove.Dispatch ? ProposalFor(c) : null;
        return new BulkLine(c.Number, c.Title, CaseCodes.Of(c.State), c.Version, proposed, Refusal(move, loaded, proposed, unit) is { } error ? texts.Of(error) : null);
    }

    private Error? Refusal(CaseMove move, LoadedCase loaded, UnitProposal? proposed, string? unit) =>
        MoveTable.Find(move, loaded.Case.State) is null ? CaseErrors.IllegalMove(move, loaded.Case.State)
        : !MoveRules.Possible(loaded.Case, facts.WithoutFiles(loaded)).Any(r => r.Move == move) ? CaseErrors.NotAllowed
        : move == CaseMove.Dispatch && proposed is null && string.IsNullOrEmpty(unit) ? DeskErrors.NoUnitProposed
        : null;

    private UnitProposal? ProposalFor(Case c)
    {
        var place = RegionCode.Parse(c.Place);
        return proposals.UnitFor(c.Category ?? proposals.CategoryOf(c.Title, c.Description, place)?.Code, place, c.Channel, c.Urgency);
    }
}
