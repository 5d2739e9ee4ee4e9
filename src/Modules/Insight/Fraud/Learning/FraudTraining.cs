using Fengqiao.Insight.Learning;
using Fengqiao.Insight.Reader;
using Fengqiao.Insight.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Insight.Fraud.Learning;

/// <summary>
/// Learns from labelled messages in the background, since the page is answered at once. A new version takes over if it does no worse on its held-out
/// messages than the one in use; otherwise it rests, and may be chosen by hand.
/// </summary>
internal sealed class FraudTraining(IServiceScopeFactory scopes, FraudReader reader, CountyClock clock, IHostApplicationLifetime life, ILogger<FraudTraining> log)
{
    private const double Allowance = 0.005;

    public TrainingState State { get; } = new();

    /// <summary>The run begun last, for whoever has to wait for it.</summary>
    public Task Last { get; private set; } = Task.CompletedTask;

    /// <param name="file">Messages with their labels, as they were read.</param>
    public Result<Done> Begin(IReadOnlyList<Example> file, string account)
    {
        var messages = FraudLearner.Prepare(file);
        if (messages.Failed(out var error))
        {
            return error;
        }

        if (!State.TryBegin())
        {
            return InsightErrors.AlreadyLearning;
        }

        Last = Task.Run(() => RunAsync(messages.Value, account, life.ApplicationStopping));
        return Done.Instance;
    }

    private async Task RunAsync(IReadOnlyList<Example> messages, string account, CancellationToken ct)
    {
        Error? failed = null;
        try
        {
            failed = (await LearnAsync(messages, account, ct)).Error;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("Learning of fraud failed: {Type}", e.GetType().Name);
            failed = InsightErrors.ModelBroken;
        }
        catch (OperationCanceledException)
        {
            log.LogInformation("Learning of fraud was stopped with the server");
        }
        finally
        {
            State.End(failed);
        }
    }

    private async Task<Result<Done>> LearnAsync(IReadOnlyList<Example> messages, string account, CancellationToken ct)
    {
        var learnt = FraudLearner.Learn(messages, new Progress<double>(State.Report), ct);
        if (learnt.Failed(out var error))
        {
            return error;
        }

        await using var scope = scopes.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<FraudVersionStore>();
        var active = await store.ActiveAsync(ct);
        var heldOut = messages.Where(FraudLearner.IsHeldOut).ToList();
        var earlier = active is not null && await store.LoadAsync(active, ct) is { IsSuccess: true } known ? FraudLearner.Try(known.Value, heldOut).MacroF1 : (double?)null;
        var (model, trial) = (learnt.Value.Model, learnt.Value.Trial);
        var content = FraudModelFile.Write(model);
        var takesOver = earlier is null || trial.MacroF1 >= earlier - Allowance;
        var now = clock.UtcNow;
        var version = new FraudVersion
        {
            Id = clock.NewId(),
            MadeUtc = now,
            MadeBy = account,
            State = takesOver ? VersionState.Active : VersionState.Resting,
            StateSinceUtc = now,
            Messages = learnt.Value.Messages,
            Ordinary = learnt.Value.Ordinary,
            Kinds = string.Join(' ', model.Kinds),
            HeldOutOrdinary = trial.Ordinary,
            HeldOutFraud = trial.Fraud,
            FalseAlarms = trial.FalseAlarms,
            Found = trial.Found,
            MacroF1 = trial.MacroF1,
            EarlierMacroF1 = earlier,
            Threshold = model.Threshold,
            Parts = FraudVersionStore.PiecesOf(content),
            Bytes = content.Length,
        };
        if ((await store.AddAsync(version, content, takesOver ? active : null, CommitOrigin.System(account), ct)).Failed(out error))
        {
            return error;
        }

        await reader.RefreshAsync(ct);
        return Done.Instance;
    }
}
