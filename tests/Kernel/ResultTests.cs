namespace Fengqiao.Kernel.Tests;

public sealed class ResultTests
{
    private static readonly Error Broken = new("kernel.test-broken", ErrorKind.Conflict);

    [Fact]
    public void Success_HasAValueAndNoError()
    {
        Result<int> result = 7;
        result.IsSuccess.ShouldBeTrue();
        result.Value.ShouldBe(7);
        result.Failed(out var error).ShouldBeFalse();
        error.ShouldBeNull();
    }

    [Fact]
    public void Failure_HasAnErrorAndThrowsForItsValue()
    {
        Result<int> result = Broken;
        result.IsSuccess.ShouldBeFalse();
        result.Failed(out var error).ShouldBeTrue();
        error.ShouldBeSameAs(Broken);
        Should.Throw<InvalidOperationException>(() => result.Value).Message.ShouldContain(Broken.Code);
    }

    [Fact]
    public void MapAndThen_WhenFailed_AreNotCalled()
    {
        Result<int> failure = Broken;
        Result<int> success = 7;
        failure.Map<int>(_ => throw new InvalidOperationException()).Error.ShouldBeSameAs(Broken);
        failure.Then<int>(_ => throw new InvalidOperationException()).Error.ShouldBeSameAs(Broken);
        success.Map(n => n + 1).Value.ShouldBe(8);
        success.Then<string>(_ => Broken).Error.ShouldBeSameAs(Broken);
    }

    [Fact]
    public void Join_CarriesAllErrorsInOrder()
    {
        var second = Broken.For("title");
        Error.Join([]).ShouldBeNull();
        Error.Join([Broken, second])!.All.Select(e => e.Field).ShouldBe([null, "title"]);
    }
}
