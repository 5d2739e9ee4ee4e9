using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Insight;
using Fengqiao.Contracts.Organization;
using Fengqiao.Insight.Files;
using Fengqiao.Insight.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Insight.Reader;

/// <summary>
/// Learns a new version from closed cases, tries it and the one in use on the cases that neither learnt from, and lets it take over only if it
/// is no worse.
/// </summary>
internal sealed class ReaderTrainer(
    IDecidedCases cases,
    ICategoryDirectory categories,
    IUnitDirectory units,
    VersionStore store,
    ReaderKeeper keeper,
    TrainingState state,
    CountyClock clock) : IReaderTrainer
{
    /// <summary>The cases closed last teach what holds today; more would only take longer.</summary>
    private const int MostCases = 20_000;

    /// <summary>A new version may be this much worse on the held-out cases, of which there are few, and still take over: it knows the newest cases.</summary>
    private const double Allowance = 0.005;

    public async Task<Result<TrainingOutcome>> TrainAsync(string? file, string account, IProgress<double>? progress, CancellationToken ct)
    {
        if (!state.TryBegin())
        {
            return InsightErrors.AlreadyLearning;
        }

        Result<TrainingOutcome>? outcome = null;
        try
        {
            outcome = await LearnAsync(file, account, new Relay(state, progress), ct);
            return outcome.Value;
        }
        finally
        {
            state.End(outcome?.Error);
        }
    }

    private async Task<Result<TrainingOutcome>> LearnAsync(string? file, string account, Relay progress, CancellationToken ct)
    {
        var closed = (await cases.ClosedLastAsync(MostCases, ct)).Select(Example).ToList();
        var labelled = file is null ? Result<List<MatterExample>>.Of([]) : FromFile(file);
        if (labelled.Failed(out var error))
        {
            return error;
        }

        var heldOut = closed.Where(e => e.IsHeldOut).ToList();
        List<MatterExample> learnt = [.. closed.Where(e => !e.IsHeldOut), .. labelled.Value.Where(e => !e.IsHeldOut)];
        if (closed.Count < InsightErrors.LeastCases || heldOut.Count == 0)
        {
            return InsightErrors.TooFewCases(closed.Count);
        }

        // On a thread of its own: it computes for seconds, and whoever asked may be a request.
        var model = await Task.Run(() => MatterLearner.Learn(learnt, progress, ct), ct);
        if (model.Failed(out error))
        {
            return error;
        }

        return await KeepAsync(model.Value, learnt, heldOut, account, ct);
    }

    private async Task<Result<TrainingOutcome>> KeepAsync(MatterModel model, List<MatterExample> learnt, List<MatterExample> heldOut, string account, CancellationToken ct)
    {
        var content = MatterModelFile.Write(model);
        var figures = MatterTrial.Of(model, heldOut);
        var active = await store.ActiveAsync(ct);
        var earlier = active is not null && await store.LoadAsync(active, ct) is { IsSuccess: true } known ? MatterTrial.Of(known.Value, heldOut).Categories.Accuracy : (double?)null;
        var takesOver = earlier is null || figures.Categories.Accuracy >= earlier - Allowance;
        var now = clock.UtcNow;
        var version = new ReaderVersion
        {
            Id = clock.NewId(),
            MadeUtc = now,
            MadeBy = account,
            State = takesOver ? VersionState.Active : VersionState.Resting,
            StateSinceUtc = now,
            Examples = learnt.Count,
            Classes = learnt.Select(e => e.Category).Distinct(StringComparer.Ordinal).Count(),
            HeldOut = heldOut.Count,
            Accuracy = figures.Categories.Accuracy,
            MacroF1 = figures.Categories.MacroF1,
            AmongFirstTwo = figures.Categories.AmongFirstTwo,
            CalibrationError = figures.Categories.CalibrationError,
            UnitAccuracy = figures.UnitAccuracy,
            EarlierAccuracy = earlier,
            Parts = VersionStore.PiecesOf(content),
            Bytes = content.Length,
        };
        if ((await store.AddAsync(version, content, takesOver ? active : null, CommitOrigin.System(account), ct)).Failed(out var error))
        {
            return error;
        }

        await keeper.RefreshAsync(ct);
        return new TrainingOutcome(version.Number, learnt.Count, heldOut.Count, version.Accuracy, earlier, takesOver);
    }

    private MatterExample Example(DecidedCase c) => new(
        MatterModel.TextOf(c.Title, c.Description), c.Category!, c.LeadUnitId is { } unit ? units.Find(unit)?.Code : null, MatterModel.TownOf(c.Place));

    /// <summary>Labels may be codes or names, whole ("环境保护 / 噪声") or of the category alone.</summary>
    private Result<List<MatterExample>> FromFile(string file)
    {
        var byName = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var category in categories.All.Where(c => c.IsActive))
        {
            byName.TryAdd(category.Code, category.Code);
            byName.TryAdd(category.Name, category.Code);
            byName.TryAdd(category.Name.Split(" / ")[^1], category.Code);
        }

        return LabelledFile.Read(file).Then(examples => examples.FirstOrDefault(e => !byName.ContainsKey(e.Label)) is { } unknown
            ? (Result<List<MatterExample>>)InsightErrors.LabelUnknown(unknown.Label)
            : examples.Select(e => new MatterExample(e.Text, byName[e.Label], null, "")).ToList());
    }

    private sealed class Relay(TrainingState state, IProgress<double>? progress) : IProgress<double>
    {
        public void Report(double value)
        {
            state.Report(value);
            progress?.Report(value);
        }
    }
}
