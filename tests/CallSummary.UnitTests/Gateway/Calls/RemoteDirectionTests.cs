using CallSummary.Gateway.Calls;
using CallSummary.Sip.Sdp;

namespace CallSummary.UnitTests.Gateway.Calls;

public sealed class RemoteDirectionTests
{
    [Theory]
    [InlineData("", "", "192.0.2.1", SdpDirection.SendRecv)]
    [InlineData("", "sendrecv", "192.0.2.1", SdpDirection.SendRecv)]
    [InlineData("", "sendonly", "192.0.2.1", SdpDirection.SendOnly)]
    [InlineData("", "recvonly", "192.0.2.1", SdpDirection.RecvOnly)]
    [InlineData("", "inactive", "192.0.2.1", SdpDirection.Inactive)]
    [InlineData("inactive", "", "192.0.2.1", SdpDirection.Inactive)]
    [InlineData("inactive", "sendrecv", "192.0.2.1", SdpDirection.SendRecv)]
    [InlineData("", "", "0.0.0.0", SdpDirection.SendOnly)]
    [InlineData("", "recvonly", "0.0.0.0", SdpDirection.Inactive)]
    public void Of_EveryFormOfHold_TellsTheOtherSide(string session, string media, string address, SdpDirection expected)
    {
        var text = $"v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 {address}\r\nt=0 0\r\n{Line(session)}m=audio 4000 RTP/AVP 0\r\n{Line(media)}";
        Assert.Equal(SdpParseError.None, SdpDescription.Parse(text, out var description));

        Assert.Equal(expected, RemoteDirection.Of(description!, 0).ForOther);
    }

    private static string Line(string attribute) => attribute.Length == 0 ? "" : $"a={attribute}\r\n";
}
