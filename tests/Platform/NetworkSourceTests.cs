using Fengqiao.Platform.Access;

namespace Fengqiao.Platform.Tests;

public sealed class NetworkSourceTests
{
    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", true)]
    [InlineData("::ffff:203.0.113.7", "::ffff:203.0.113.8", false)]
    [InlineData("import", "import", true)]
    public void Of_TwoAddresses_IsTheSameForOneSubscriber(string one, string other, bool same) =>
        (NetworkSource.Of(one) == NetworkSource.Of(other)).ShouldBe(same);
}
