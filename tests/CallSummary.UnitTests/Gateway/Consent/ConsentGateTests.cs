using CallSummary.Contracts;
using CallSummary.Gateway.Consent;

namespace CallSummary.UnitTests.Gateway.Consent;

public sealed class ConsentGateTests
{
    private readonly ConsentGate _gate = new(ConsentPolicy.NoticeRequired, [Leg.Caller, Leg.Callee]);

    [Fact]
    public void New_NoticeRequired_IsShut()
    {
        Assert.Equal(ConsentState.Pending, _gate.State);
        Assert.False(_gate.IsOpen);
    }

    [Fact]
    public void New_AlreadyAnnounced_IsOpen()
    {
        var gate = new ConsentGate(ConsentPolicy.AlreadyAnnounced, [Leg.Caller, Leg.Callee]);

        Assert.Equal(ConsentState.NotRequired, gate.State);
        Assert.True(gate.IsOpen);
    }

    [Fact]
    public void NoticeHeard_ByOneParty_StaysShut()
    {
        Assert.False(_gate.NoticeHeard(Leg.Caller));
        Assert.False(_gate.NoticeHeard(Leg.Caller));
        Assert.False(_gate.IsOpen);
    }

    [Fact]
    public void NoticeHeard_ByEveryParty_OpensOnce()
    {
        _gate.NoticeHeard(Leg.Callee);

        Assert.True(_gate.NoticeHeard(Leg.Caller));
        Assert.False(_gate.NoticeHeard(Leg.Caller));
        Assert.Equal(ConsentState.Granted, _gate.State);
    }

    [Fact]
    public void NoticeHeard_AfterRefusal_StaysShut()
    {
        Assert.True(_gate.Refuse());
        _gate.NoticeHeard(Leg.Caller);
        _gate.NoticeHeard(Leg.Callee);

        Assert.Equal(ConsentState.Refused, _gate.State);
        Assert.False(_gate.IsOpen);
    }

    [Fact]
    public void Withdraw_WhenOpen_ShutsForGood()
    {
        var gate = new ConsentGate(ConsentPolicy.AlreadyAnnounced, [Leg.Caller]);

        Assert.True(gate.Withdraw());
        Assert.False(gate.Withdraw());
        Assert.False(gate.IsOpen);
    }

    [Theory]
    [InlineData(ConsentState.Unknown, false)]
    [InlineData(ConsentState.Pending, false)]
    [InlineData(ConsentState.NotRequired, true)]
    [InlineData(ConsentState.Granted, true)]
    [InlineData(ConsentState.Refused, false)]
    [InlineData(ConsentState.Withdrawn, false)]
    public void Allows_EachState_AsTheContractSays(ConsentState state, bool expected) =>
        Assert.Equal(expected, ConsentGate.Allows(state));
}
