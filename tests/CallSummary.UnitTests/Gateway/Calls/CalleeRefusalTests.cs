using CallSummary.Contracts;
using CallSummary.Gateway.Calls;

namespace CallSummary.UnitTests.Gateway.Calls;

public sealed class CalleeRefusalTests
{
    [Theory]
    [InlineData(486, CallTermination.CalleeBusy, 486)]
    [InlineData(600, CallTermination.CalleeBusy, 600)]
    [InlineData(603, CallTermination.CalleeBusy, 603)]
    [InlineData(408, CallTermination.NoAnswer, 480)]
    [InlineData(480, CallTermination.NoAnswer, 480)]
    [InlineData(488, CallTermination.NoCommonCodec, 488)]
    [InlineData(606, CallTermination.NoCommonCodec, 488)]
    [InlineData(404, CallTermination.CalleeUnreachable, 404)]
    [InlineData(401, CallTermination.CalleeUnreachable, 502)]
    [InlineData(407, CallTermination.CalleeUnreachable, 502)]
    [InlineData(302, CallTermination.CalleeUnreachable, 480)]
    [InlineData(500, CallTermination.CalleeUnreachable, 500)]
    [InlineData(503, CallTermination.CalleeUnreachable, 500)]
    [InlineData(504, CallTermination.CalleeUnreachable, 504)]
    [InlineData(423, CallTermination.CalleeUnreachable, 480)]
    public void Of_EachStatus_GivesOneTerminationAndOneAnswer(int status, CallTermination termination, int toCaller) =>
        Assert.Equal(new CalleeRefusal(termination, toCaller), CalleeRefusal.Of(status));

    [Fact]
    public void Of_AnyFinalStatus_NeverTellsTheCallerSuccessOrChallenge()
    {
        for (var status = 300; status < 700; status++)
        {
            var refusal = CalleeRefusal.Of(status);
            Assert.InRange(refusal.StatusToCaller, 400, 699);
            Assert.NotEqual(401, refusal.StatusToCaller);
            Assert.NotEqual(407, refusal.StatusToCaller);
            Assert.NotEqual(CallTermination.Unknown, refusal.Termination);
        }
    }
}
