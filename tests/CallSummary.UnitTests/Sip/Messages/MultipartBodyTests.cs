using System.Text;
using CallSummary.Sip.Messages;

namespace CallSummary.UnitTests.Sip.Messages;

public sealed class MultipartBodyTests
{
    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void TryRead_Parts_AreCapped(int count, bool expected)
    {
        var body = string.Concat(Enumerable.Repeat("--b\r\nContent-Type: text/plain\r\n\r\nx\r\n", count)) + "--b--\r\n";
        Assert.Equal(expected, MultipartBody.TryFlatten(Message("multipart/mixed;boundary=b", body), out var parts));
        if (expected) Assert.Equal(count, parts.Count);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void TryFlatten_Depth_IsCapped(int depth, bool expected)
    {
        var body = "leaf";
        var type = "text/plain";
        for (var level = 0; level <= depth; level++)
        {
            body = $"--b{level}\r\nContent-Type: {type}\r\n\r\n{body}\r\n--b{level}--\r\n";
            type = $"multipart/mixed;boundary=b{level}";
        }
        Assert.Equal(expected, MultipartBody.TryFlatten(Message(type, body), out var parts));
        if (expected) Assert.Equal("leaf", Encoding.UTF8.GetString(Assert.Single(parts).Body.Span));
    }

    [Fact]
    public void TryFlatten_NestedSdp_IsFound()
    {
        var inner = $"--i\r\nContent-Type: application/sdp\r\n\r\n{Wire.Sdp}\r\n--i--\r\n";
        var body = $"--o\r\nContent-Type: multipart/alternative;boundary=i\r\n\r\n{inner}\r\n--o\r\nContent-Type: application/rs-metadata+xml\r\n\r\n<x/>\r\n--o--\r\n";
        Assert.True(MultipartBody.TryFlatten(Message("multipart/mixed; boundary=\"o\"", body), out var parts));
        Assert.Equal(["application/sdp", "application/rs-metadata+xml"], parts.Select(part => part.ContentType));
    }

    private static SipMessage Message(string type, string body) => Wire.Parse(
        Wire.Request("INVITE", body: body).Replace("application/sdp\r\nContent-Length", type + "\r\nContent-Length", StringComparison.Ordinal));
}
