using CallSummary.Contracts;
using CallSummary.Portal.Access;

namespace CallSummary.UnitTests.Portal;

public sealed class CallScopeTests
{
    private const string Alice = "+8210";
    private const string Bob = "+8220";

    [Theory]
    [InlineData("t", null, Alice, Bob, null, Leg.Caller)]
    [InlineData("t", null, null, Bob, null, Leg.Callee)]
    [InlineData("t", null, null, null, null, Leg.Caller)]
    [InlineData("t", null, Alice, Bob, Leg.Callee, Leg.Callee)]
    [InlineData("t", Alice, Alice, Bob, null, Leg.Caller)]
    [InlineData("t", Bob, Alice, Bob, null, Leg.Callee)]
    [InlineData("t", Alice, Alice, Alice, null, Leg.Caller)]
    [InlineData("t", Alice, Alice, Alice, Leg.Callee, Leg.Callee)]
    [InlineData("t", Alice, Alice, Bob, Leg.Callee, null)] // The other party's summary.
    [InlineData("t", Bob, Alice, null, null, null)] // A party, but no subscriber.
    [InlineData("t", "", null, null, null, null)] // An erased call's blank numbers are nobody's.
    [InlineData("other", null, Alice, Bob, null, null)]
    [InlineData("other", Alice, Alice, Bob, null, null)]
    public void ViewOf_Reader_IsOwnLegOrNothing(string tenant, string? reader, string? caller, string? callee, Leg? only, Leg? expected) =>
        Assert.Equal(expected, new CallParties("t", caller, callee).ViewOf(new CallScope(tenant, reader), only));
}
