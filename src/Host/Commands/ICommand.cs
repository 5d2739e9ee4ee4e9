namespace Fengqiao.Host.Commands;

/// <summary>Something the command line does to the store: inside the running server if there is one, else in its own process.</summary>
internal interface ICommand
{
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    Task<int> RunAsync(CommandRequest request, ICommandSink sink, CancellationToken ct);
}

/// <summary>What was asked for. Files are absolute paths, since the server stands in another folder.</summary>
/// <param name="Name">Key under which the command is registered.</param>
/// <param name="Database">The store the caller means; a server on another one refuses.</param>
/// <param name="Language">Language of the texts, e.g. <c>en</c>.</param>
internal sealed record CommandRequest(string Name, string Database, string Language, IReadOnlyDictionary<string, string> Arguments)
{
    public string this[string argument] => Arguments[argument];

    public string? Find(string argument) => Arguments.GetValueOrDefault(argument);

    /// <summary>Names the command without its arguments, which may hold a password.</summary>
    public override string ToString() => Name;
}

internal static class ExitCodes
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
}

/// <summary>Where a command says what it does. Only answers go to standard output, so that a pipe gets them alone.</summary>
internal interface ICommandSink
{
    /// <summary>The result itself: the token, the verdict.</summary>
    void Answer(string line);

    /// <summary>What a person may want to know besides.</summary>
    void Say(string line);

    /// <summary>Why it failed and what to do.</summary>
    void Fail(string line);

    /// <param name="what">What is being done, in words.</param>
    /// <param name="done">How many are done.</param>
    /// <param name="fraction">0 to 1 where the total is known.</param>
    void Progress(string what, long done, double? fraction);
}
