using System.Text;
using CallSummary.Contracts;
using CallSummary.Gateway.Recording.Manifests;

namespace CallSummary.UnitTests.Gateway.Recording;

public sealed class ManifestTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    internal static CallEntry Call(Guid? id = null, ConsentState consent = ConsentState.Pending) => new()
    {
        At = Start,
        CallId = id ?? Guid.CreateVersion7(Start),
        TenantId = "t",
        CallerNumber = "+821012345678",
        CalleeNumber = "1000",
        SubscriberLegs = [Leg.Caller],
        TimeZone = "Asia/Seoul",
        Consent = consent,
        Owner = "gw:5060",
        Trunk = "trunk",
    };

    internal static UtteranceEntry Utterance(Leg leg, int sequence) => new()
    {
        At = Start.AddSeconds(5),
        Leg = leg,
        Sequence = sequence,
        Offset = TimeSpan.FromMilliseconds(1230),
        Duration = TimeSpan.FromMilliseconds(2500),
        Start = 16,
        End = 4000,
    };

    [Fact]
    public void Load_WhatWasWritten_ReadsItAll()
    {
        var call = Call();
        var ended = new EndedEntry
        {
            At = Start.AddSeconds(9),
            Termination = CallTermination.CallerHungUp,
            Duration = TimeSpan.FromSeconds(9),
            CallerUtterances = 1,
            CalleeUtterances = 0,
        };

        var manifest = Load(call, new LegEntry { At = Start, Leg = Leg.Caller, Codec = "PCMU" },
            new ConsentEntry { At = Start.AddSeconds(3), State = ConsentState.Granted }, Utterance(Leg.Caller, 0), ended);

        Assert.Equal(call.CallId, manifest!.Call.CallId);
        Assert.Equal(call.SubscriberLegs, manifest.Call.SubscriberLegs);
        Assert.Equal(ConsentState.Granted, manifest.Consent);
        Assert.Equal(Start.AddSeconds(3), manifest.ConsentAt);
        Assert.Equal(Utterance(Leg.Caller, 0), Assert.Single(manifest.Utterances));
        Assert.Equal(ended, manifest.Ended);
        Assert.Equal(Start.AddSeconds(9), manifest.LastSign);
        Assert.Equal(0, manifest.BadLines);
    }

    [Fact]
    public void Load_Pauses_ArePaired_TheLastMayBeOpen()
    {
        static PauseEntry Pause(int second, bool isPaused) => new() { At = Start.AddSeconds(second), Offset = TimeSpan.FromSeconds(second), IsPaused = isPaused };

        var manifest = Load(Call(), Pause(1, false), Pause(2, true), Pause(3, true), Pause(5, false), Pause(8, true));

        Assert.Equal(
            [new RecordingPause { Start = TimeSpan.FromSeconds(2), End = TimeSpan.FromSeconds(5) }, new RecordingPause { Start = TimeSpan.FromSeconds(8) }], manifest!.Pauses);
    }

    [Fact]
    public void Load_TornLastLine_ReadsWhatCameBefore()
    {
        var bytes = Bytes(Call(), Utterance(Leg.Caller, 0), Utterance(Leg.Caller, 1));

        var manifest = Manifest.Load(new MemoryStream(bytes[..^20]));

        Assert.Single(manifest!.Utterances);
        Assert.Equal(1, manifest.BadLines);
    }

    [Fact]
    public void Load_ResumedAfterTornLine_ReadsBothSides()
    {
        var stream = new MemoryStream();
        stream.Write(Bytes(Call(), Utterance(Leg.Caller, 0), Utterance(Leg.Caller, 1)).AsSpan()[..^20]);
        ManifestWriter.Resume(stream).Append(Utterance(Leg.Caller, 1));

        stream.Position = 0;
        var manifest = Manifest.Load(stream);

        Assert.Equal([0, 1], manifest!.Utterances.Select(u => u.Sequence));
    }

    [Fact]
    public void Load_SameUtteranceTwice_CountsItOnce() =>
        Assert.Equal(1, Load(Call(), Utterance(Leg.Callee, 0), Utterance(Leg.Callee, 0))!.CountOf(Leg.Callee));

    [Fact]
    public void Load_LineOfALaterVersion_IsPassedOver()
    {
        var text = Encoding.UTF8.GetString(Bytes(Call(), Utterance(Leg.Caller, 0)))
            + """{"type":"hologram","at":"2026-11-24T09:00:07+00:00","x":1}""" + "\n";

        var manifest = Manifest.Load(new MemoryStream(Encoding.UTF8.GetBytes(text)));

        Assert.Single(manifest!.Utterances);
        Assert.Equal(0, manifest.BadLines);
    }

    [Fact]
    public void Load_CallOfALaterVersion_SaysWhatToDo()
    {
        var error = Assert.Throws<InvalidDataException>(() => Load(Call() with { Version = 2 }));

        Assert.Contains("version 2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("{\"type\":\"call\"")]
    [InlineData("garbage\n")]
    public void Load_NoCallLine_GivesNothing(string text) =>
        Assert.Null(Manifest.Load(new MemoryStream(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void Append_AfterDispose_SaysSo()
    {
        var writer = new ManifestWriter(new MemoryStream());
        writer.Dispose();

        Assert.False(writer.Append(Call()));
    }

    private static Manifest? Load(params ManifestEntry[] entries) => Manifest.Load(new MemoryStream(Bytes(entries)));

    private static byte[] Bytes(params ManifestEntry[] entries) => [.. entries.SelectMany(ManifestJson.Line)];
}
