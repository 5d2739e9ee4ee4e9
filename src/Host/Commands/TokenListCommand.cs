using System.Globalization;
using Fengqiao.Contracts.Organization;
using Fengqiao.Host.Texts;
using Fengqiao.Kernel;

namespace Fengqiao.Host.Commands;

/// <summary>Lists the bearer tokens, one a line with tabs between, so that other programs can read them.</summary>
internal sealed class TokenListCommand(ITokenRevoker tokens, CountyClock clock) : ICommand
{
    public const string Name = "token list";

    public async Task<int> RunAsync(CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        foreach (var token in await tokens.ListAsync(ct))
        {
            var state = token.IsGood ? "good" : token.RevokedUtc is not null ? "revoked" : "expired";
            sink.Answer(string.Join('\t', token.Id, token.Account, state, Day(token.ExpiresUtc), token.Scope.Length == 0 ? "*" : token.Scope));
        }

        sink.Say(HostText.Get("Token.ListHint"));
        return ExitCodes.Ok;
    }

    private string Day(DateTime utc) => clock.ToLocal(utc).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
