using Fengqiao.Cases.Intake;

namespace Fengqiao.Cases.Tests.Intake;

public sealed class WrittenTextTests
{
    [Theory]
    [InlineData("路灯\0坏了", "路灯坏了")]
    [InlineData("  路灯\u0007坏了 ", "路灯坏了")]
    [InlineData("第一行\n第二行\t末", "第一行\n第二行\t末")]
    [InlineData("\0\u0001 ", null)]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public void Of_WhateverWasCopied_KeepsWhatCanBeSeen(string? written, string? kept) => WrittenText.Of(written).ShouldBe(kept);
}
