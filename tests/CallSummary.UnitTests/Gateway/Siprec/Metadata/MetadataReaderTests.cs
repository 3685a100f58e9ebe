using System.Text;
using CallSummary.Gateway.Siprec.Metadata;

namespace CallSummary.UnitTests.Gateway.Siprec.Metadata;

public sealed class MetadataReaderTests
{
    /// <summary>RFC 7865: associations of their own, attributes participant_id and so on.</summary>
    private const string Rfc = """
        <?xml version="1.0" encoding="UTF-8"?>
        <recording xmlns='urn:ietf:params:xml:ns:recording:1'>
          <dataMode>complete</dataMode>
          <group group_id="group=="/>
          <session session_id="s=="><group-ref>group==</group-ref></session>
          <participant participant_id="p1"><nameID aor="sip:+821012345678@ims.mnc005.mcc450.3gppnetwork.org"><name xml:lang="ko">김</name></nameID></participant>
          <participant participant_id="p2"><nameID aor="tel:+82-2-123-4567"/></participant>
          <stream stream_id="x1" session_id="s=="><label>96</label></stream>
          <stream stream_id="x2" session_id="s=="><label>97</label></stream>
          <participantsessionassoc participant_id="p1" session_id="s=="><associate-time>2026-01-01T00:00:00Z</associate-time></participantsessionassoc>
          <participantstreamassoc participant_id="p1"><send>x1</send><recv>x2</recv></participantstreamassoc>
          <participantstreamassoc participant_id="p2"><send>x2</send><recv>x1</recv></participantstreamassoc>
        </recording>
        """;

    /// <summary>The drafts: other namespace, ids named by the thing or "id", send inside the participant, aor as an element.</summary>
    private const string Draft = """
        <recording xmlns='urn:ietf:params:xml:ns:recording'>
          <datamode>complete</datamode>
          <session id="s"><group-ref>group==</group-ref></session>
          <participant id="p1" session="s"><nameID><aor>+821012345678@10.1.1.1</aor></nameID><send>x1</send><recv>x2</recv></participant>
          <participant id="p2" session="s"><aor>tel:+82-2-123-4567</aor><send>x2</send></participant>
          <stream id="x1" session="s"><mode>separate</mode><label>96</label></stream>
          <stream id="x2" session="s"><label>97</label></stream>
        </recording>
        """;

    /// <summary>BroadWorks' namespace; a vendor's extension says who called.</summary>
    private static readonly string Siprec = Rfc.Replace("urn:ietf:params:xml:ns:recording:1", "urn:ietf:params:xml:ns:siprec", StringComparison.Ordinal)
        .Replace("dataMode", "datamode", StringComparison.Ordinal);

    /// <summary>Every element prefixed.</summary>
    private static readonly string Prefixed = System.Text.RegularExpressions.Regex.Replace(
        Rfc.Replace("xmlns=", "xmlns:tns=", StringComparison.Ordinal), "<(/?)([a-z])", "<$1tns:$2", System.Text.RegularExpressions.RegexOptions.IgnoreCase);

    public static TheoryData<string> Dialects => [Rfc, Draft, Siprec, Prefixed, "\r\n" + Rfc + "\r\n\0", Rfc.Replace("UTF-8", "utf-8", StringComparison.Ordinal)];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Read_EveryDialect_SaysWhoSpeaksWhere(string xml)
    {
        var state = new MetadataState();
        state.Apply(Read(xml)!);

        Assert.Equal("group==", state.GroupId);
        Assert.Equal(["p1", "p2"], state.Present.Select(p => p.Id));
        Assert.Equal("+821012345678", PartyAddress.UserOf(state.SpeakerOf("96")!.Address));
        Assert.Equal("+82-2-123-4567", PartyAddress.UserOf(state.SpeakerOf("97")!.Address));
        Assert.Null(state.SpeakerOf("98"));
        Assert.Null(state.SpeakerOf(null));
    }

    [Fact]
    public void Read_CallingPartyExtension_SaysWhoCalled()
    {
        var document = Read(Rfc.Replace(
            "<nameID aor=\"tel:", "<ext xmlns:apkt='urn:vendor'><apkt:callingParty>true</apkt:callingParty></ext><nameID aor=\"tel:", StringComparison.Ordinal))!;

        Assert.Null(document.Participants[0].IsCaller);
        Assert.True(document.Participants[1].IsCaller);
    }

    [Fact]
    public void Apply_Partial_AmendsWhatItNames()
    {
        var state = new MetadataState();
        state.Apply(Read(Rfc)!);

        state.Apply(Read("""
            <recording xmlns='urn:ietf:params:xml:ns:recording:1'><datamode>Partial</datamode>
              <participant participant_id="p1"><nameID aor="sip:+821099998888@x"/></participant>
              <participant participant_id="p3"><nameID aor="sip:1003@x"/></participant>
              <participant participant_id="p2"/>
              <participantsessionassoc participant_id="p2" session_id="s=="><disassociate-time>2026-01-01T00:01:00Z</disassociate-time></participantsessionassoc>
              <participantstreamassoc participant_id="p3"><send>x2</send></participantstreamassoc>
            </recording>
            """)!);

        Assert.Equal(["p1", "p3"], state.Present.Select(p => p.Id));
        Assert.Equal("sip:+821099998888@x", state.SpeakerOf("96")!.Address);
        Assert.Equal("p3", state.SpeakerOf("97")!.Id);
        Assert.Equal("group==", state.GroupId);
    }

    [Fact]
    public void Apply_Complete_ReplacesEverything()
    {
        var state = new MetadataState();
        state.Apply(Read(Rfc)!);

        state.Apply(Read("<recording><datamode>complete</datamode><participant participant_id='q'><nameID aor='sip:1@x'/></participant></recording>")!);

        Assert.Equal("q", Assert.Single(state.Present).Id);
        Assert.Null(state.SpeakerOf("96"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("not xml")]
    [InlineData("<recording>")]
    [InlineData("<other/>")]
    [InlineData("<!DOCTYPE recording><recording/>")]
    [InlineData("<!DOCTYPE r [<!ENTITY a 'x'>]><recording>&a;</recording>")]
    [InlineData("<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><recording>&a;</recording>")]
    [InlineData("<?xml version='1.0' encoding='no-such'?><recording/>")]
    [InlineData("<recording>\u0001</recording>")]
    public void Read_WhatIsNoMetadata_IsNull(string xml) => Assert.Null(Read(xml));

    [Fact]
    public void Read_OverTheCaps_IsNull()
    {
        Assert.Null(Read("<recording>" + new string(' ', MetadataReader.MaxBytes) + "</recording>"));
        Assert.Null(Read("<recording>" + string.Concat(Enumerable.Repeat("<a>", 40)) + string.Concat(Enumerable.Repeat("</a>", 40)) + "</recording>"));
        Assert.Null(Read("<recording>" + string.Concat(Enumerable.Repeat("<a/>", MetadataReader.MaxElements)) + "</recording>"));
        Assert.NotNull(Read("<recording>" + string.Concat(Enumerable.Repeat("<a/>", MetadataReader.MaxElements - 1)) + "</recording>"));
    }

    [Fact]
    public void Apply_ManyParticipants_KeepsTheCap()
    {
        var state = new MetadataState();
        for (var round = 0; round < 3; round++)
        {
            state.Apply(Read("<recording><datamode>partial</datamode>"
                + string.Concat(Enumerable.Range(0, MetadataState.MaxEntries).Select(i => $"<participant participant_id='{round}-{i}'/>")) + "</recording>")!);
        }

        Assert.Equal(MetadataState.MaxEntries, state.Present.Count);
    }

    [Fact]
    public void Read_AnyBytes_NeverThrows()
    {
        var random = new Random(7865);
        var good = Encoding.UTF8.GetBytes(Rfc);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = good.ToArray();
            for (var n = random.Next(1, 8); n > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            if (MetadataReader.Read(bytes.AsMemory(0, random.Next(bytes.Length))) is { } document)
            {
                new MetadataState().Apply(document);
            }
        }
    }

    private static MetadataDocument? Read(string xml) => MetadataReader.Read(Encoding.UTF8.GetBytes(xml));
}
