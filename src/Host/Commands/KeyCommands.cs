using Fengqiao.Host.Texts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Cryptography;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.PersonalData;

namespace Fengqiao.Host.Commands;

/// <summary>Changes the master key and waits until every personal key is wrapped under the new one. The server goes on meanwhile.</summary>
internal sealed class KeyRotateCommand(KeyRotation rotation, ErrorTexts texts) : ICommand
{
    public const string Name = "key rotate";

    public async Task<int> RunAsync(CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        var begun = await rotation.BeginAsync(CommitOrigin.System("fengqiao " + Name), ct);
        if (begun.Failed(out var error))
        {
            return Failed(error, sink);
        }

        sink.Say(HostText.Get("Key.Begun", begun.Value));
        var label = HostText.Get("Key.Label");
        var done = await rotation.FinishAsync(keys => sink.Progress(label, keys, null), ct);
        if (done.Failed(out error))
        {
            return Failed(error, sink);
        }

        sink.Answer(HostText.Get("Key.Changed", begun.Value, done.Value));
        return ExitCodes.Ok;
    }

    private int Failed(Error error, ICommandSink sink)
    {
        sink.Fail(texts.Of(error));
        return ExitCodes.Failed;
    }
}

/// <summary>Says under which master key the data are, whether another is to follow, and which algorithms are in use.</summary>
internal sealed class KeyStatusCommand(StoredKeys stored, KeyRing ring) : ICommand
{
    public const string Name = "key status";

    public async Task<int> RunAsync(CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        var (current, next) = await stored.ReadAsync(ct);
        sink.Answer(next is null ? HostText.Get("Key.Status", current!) : HostText.Get("Key.StatusNext", current!, next));
        sink.Answer(HostText.Get(ring.Suite.IsUncertified ? "Key.SuiteUncertified" : "Key.Suite", ring.Suite.Algorithms));
        return ExitCodes.Ok;
    }
}
