using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fengqiao.Host.Commands;

internal enum CommandMessageKind
{
    Answer,
    Say,
    Fail,
    Progress,
    End,
}

/// <summary>One line of what the server tells a command line that waits, as JSON.</summary>
/// <param name="Code">Exit code, with <see cref="CommandMessageKind.End"/>.</param>
internal sealed record CommandMessage(CommandMessageKind Kind, string? Text = null, long Done = 0, double? Fraction = null, int Code = 0)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>Hands the message on; the end has nothing to hand on.</summary>
    public void Send(ICommandSink sink)
    {
        switch (Kind)
        {
            case CommandMessageKind.Answer: sink.Answer(Text!); break;
            case CommandMessageKind.Say: sink.Say(Text!); break;
            case CommandMessageKind.Fail: sink.Fail(Text!); break;
            case CommandMessageKind.Progress: sink.Progress(Text!, Done, Fraction); break;
            case CommandMessageKind.End: break;
            default: throw new InvalidOperationException($"Unknown message {Kind}.");
        }
    }
}
