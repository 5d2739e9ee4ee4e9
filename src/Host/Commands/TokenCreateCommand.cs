using System.Globalization;
using Fengqiao.Contracts.Organization;
using Fengqiao.Host.Texts;
using Fengqiao.Platform.Http;

namespace Fengqiao.Host.Commands;

/// <summary>Makes a bearer token. The token is the only thing on standard output.</summary>
internal sealed class TokenCreateCommand(ITokenIssuer tokens, ErrorTexts texts) : ICommand
{
    public const string Name = "token create";
    public const string Account = "account";
    public const string Scope = "scope";
    public const string Days = "days";

    public async Task<int> RunAsync(CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        var days = int.Parse(request[Days], CultureInfo.InvariantCulture);
        var scope = (request.Find(Scope) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var token = await tokens.CreateAsync(request[Account], scope, TimeSpan.FromDays(days), ct);
        if (token.Failed(out var error))
        {
            sink.Fail(texts.Of(error));
            return ExitCodes.Failed;
        }

        sink.Answer(token.Value);
        sink.Say(HostText.Get("Token.Made", request[Account], days));
        return ExitCodes.Ok;
    }
}
