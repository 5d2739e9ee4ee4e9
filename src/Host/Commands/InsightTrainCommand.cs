using Fengqiao.Contracts.Insight;
using Fengqiao.Host.Texts;

namespace Fengqiao.Host.Commands;

/// <summary>Learns a new version from the closed cases, and from a labelled file if one is given; says how it did against the one in use.</summary>
internal sealed class InsightTrainCommand(IReaderTrainer trainer) : ICommand
{
    public const string Name = "insight train";
    public const string File = "file";

    public async Task<int> RunAsync(CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        var label = HostText.Get("Insight.Learning");
        var progress = new Progress<double>(part => sink.Progress(label, (long)(part * 100), part));
        var result = await trainer.TrainAsync(request.Find(File), "command", progress, ct);
        if (result.Failed(out var error))
        {
            sink.Fail(HostText.Of(error));
            return ExitCodes.Failed;
        }

        var done = result.Value;
        sink.Answer(HostText.Get("Insight.Version", done.Number, done.Examples, done.HeldOut, done.Accuracy.ToString("P1", System.Globalization.CultureInfo.CurrentCulture)));
        sink.Say(HostText.Get(done.TookOver ? "Insight.TookOver" : "Insight.Rests", done.Earlier is { } earlier ? earlier.ToString("P1", System.Globalization.CultureInfo.CurrentCulture) : "—"));
        return ExitCodes.Ok;
    }
}
