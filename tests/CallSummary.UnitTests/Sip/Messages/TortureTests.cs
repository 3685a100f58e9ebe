using System.Text;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;
using CallSummary.TestKit.Sip;
using CallSummary.UnitTests.Sip.Dialogs;

namespace CallSummary.UnitTests.Sip.Messages;

/// <summary>The torture tables, against a whole stack: what is answered, what is dropped, what reaches the user, and that nothing throws.</summary>
public sealed class TortureTests
{
    private static readonly Dictionary<string, TortureMessage> s_messages = TortureMessages.All.Concat(Rfc4475Messages.All).ToDictionary(message => message.Name);

    public static IEnumerable<TheoryDataRow<string>> Names => s_messages.Keys.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Receive_TortureMessage_IsAnsweredOrDroppedAsTheTableSays(string name)
    {
        var message = s_messages[name];
        Assert.Equal(message.Expected, await ReactionAsync(message.Bytes));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parse_TortureMessage_WhatIsReadCanBeWrittenAndReadAgain(string name)
    {
        if (SipParser.Parse(s_messages[name].Bytes, out var message) == SipParseError.None) Assert.Equal(SipParseError.None, SipParser.Parse(message!.ToBytes(), out _));
        else Assert.NotEqual("user", s_messages[name].Expected);
    }

    [Fact]
    public void Parse_TorturousWhitespace_IsReadThrough()
    {
        var text = Wire.Request("INVITE")
            .Replace("From: <sip:alice@192.0.2.1>;tag=alice", "From:\r\n \"J Rosenberg \\\\\\\"\"       <sip:alice@192.0.2.1>\r\n  ;\r\n  tag = 98asjd8", StringComparison.Ordinal)
            .Replace("CSeq: 1 INVITE", "cseq:   0009\r\n  INVITE", StringComparison.Ordinal);
        Assert.Equal(SipParseError.None, SipParser.Parse(Encoding.UTF8.GetBytes(text), out var message));
        Assert.Equal("98asjd8", message!.From.Tag);
        Assert.Equal("J Rosenberg \\\"", message.From.DisplayName);
        Assert.Equal(new CSeq(9, "INVITE"), message.CSeq);
    }

    [Fact]
    public void Parse_EscapedNulAndSemicolon_BelongToTheUserPart()
    {
        Assert.Equal("null-\0-null", SipUri.Parse("sip:null-%00-null@example.com").User);
        Assert.Equal("user;par=u@example.net", SipUri.Parse("sip:user;par=u%40example.net@example.com").User);
    }

    private static async Task<string> ReactionAsync(byte[] bytes)
    {
        var bench = new AgentBench();
        var isUser = false;
        bench.OnInvite = async invite =>
        {
            isUser = true;
            await invite.RejectAsync(486);
        };
        var inbox = new SipInbox(bench.Stack.Agent.Options, bench.Stack.Agent.Transactions, bench.Time);
        inbox.Take(bytes, new SipPeer(bench.Channel, MemoryChannel.Remote));
        var status = await FinalStatusAsync(bench);
        Assert.Empty(bench.Faults);
        return isUser ? "user" : status;
    }

    /// <summary>The stack answers at once, but for what goes to a user: 100 Trying says that something will come.</summary>
    private static async Task<string> FinalStatusAsync(AgentBench bench)
    {
        var isWaiting = false;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (!bench.Channel.Sent.TryRead(out var sent))
            {
                if (!isWaiting) return "drop";
                sent = await bench.Channel.Sent.ReadAsync(limit.Token);
            }
            var status = Encoding.ASCII.GetString(sent, 8, 3);
            if (status != "100") return status;
            isWaiting = true;
        }
    }
}
