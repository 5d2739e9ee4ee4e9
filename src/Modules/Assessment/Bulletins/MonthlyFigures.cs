using Fengqiao.Assessment.Facts;
using Fengqiao.Contracts.Assessment;
using Fengqiao.Kernel;

namespace Fengqiao.Assessment.Bulletins;

internal sealed class MonthlyFigures(FactKeeper keeper, BulletinPress press) : IMonthlyFigures
{
    public Task CountAsync(CancellationToken ct) => keeper.RecountAsync(ct);

    public async Task<Result<Done>> PublishAsync(DateOnly month, string remarks, CancellationToken ct) =>
        (await press.PublishUnaskedAsync(Month.Of(month), remarks, ct)).Map(_ => Done.Instance);
}
