using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.PersonalData;

namespace Fengqiao.Cases.Reading;

/// <param name="CanDispatch">The reader sits at the desk where the case waits.</param>
internal sealed record Receipt(string Number, string Title, DateTime ReceivedUtc, string Code, bool CanDispatch);

/// <summary>
/// The slip for the reporter, with the code that opens the case without an account. Only who took the matter in gets it: the code lets its
/// holder withdraw and rate.
/// </summary>
internal sealed class ReceiptReader(CaseReader reader, PersonVault vault, CurrentActor current)
{
    public async Task<Receipt?> FindAsync(string number, CancellationToken ct)
    {
        if (await reader.FindAsync(number, current.Actor, ct) is not { Case: var taken } || taken.FirstReceiver != current.Actor.Account)
        {
            return null;
        }

        var canDispatch = taken.State == CaseState.Registered && current.Actor.CanIn(Rights.CasesDispatch, RegionCode.Parse(taken.Desk));
        return new Receipt(taken.Number, taken.Title, taken.ReceivedUtc, TrackingCode.For(vault, taken.Id), canDispatch);
    }
}
