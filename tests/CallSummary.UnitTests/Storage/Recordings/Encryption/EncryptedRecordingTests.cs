using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Recordings;
using CallSummary.Storage.Recordings.Encryption;
using CallSummary.TestKit;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Storage.Recordings.Encryption;

/// <summary>Recordings at rest, with keys: nothing of them can be read from the disk, moved or changed; what is whole can be read from any place.</summary>
public sealed class EncryptedRecordingTests : IDisposable
{
    private const string OldKey = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private const string NewKey = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

    private static readonly Guid CallId = Guid.CreateVersion7(new DateTimeOffset(2026, 11, 24, 23, 59, 59, TimeSpan.Zero));
    private static readonly Guid OtherId = Guid.CreateVersion7(new DateTimeOffset(2026, 11, 24, 23, 59, 59, TimeSpan.Zero));

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_AnyRange_IsWhatWasWritten_AlsoWhileItGrows()
    {
        var store = Store(NewKey);
        var written = Enumerable.Range(0, 200_000).Select(n => (byte)(n * 7)).ToArray();
        await using var file = store.OpenAppend(CallId, Leg.Caller);
        using var reading = store.OpenRead(CallId, Leg.Caller)!;
        Assert.Equal(0, reading.Length);
        file.Write(written.AsSpan(0, 1000));
        Assert.Equal(1000, reading.Length);
        file.Write(written.AsSpan(1000)); // More than one chunk holds.

        foreach (var (start, end) in new[] { (0, 1), (999, 1001), (0, 200_000), (66_000, 66_600), (199_999, 200_000), (5, 5) })
        {
            Assert.Equal(written[start..end], await store.ReadAsync(CallId, Leg.Caller, start, end, Cancellation));
        }

        Assert.Equal(200_000, reading.Length);
        reading.Seek(-1, SeekOrigin.End);
        Assert.Equal(written[^1], reading.ReadByte());
        Assert.Equal(-1, reading.ReadByte());
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await store.ReadAsync(CallId, Leg.Caller, 199_999, 200_001, Cancellation));
    }

    [Fact]
    public void Write_LeavesNothingReadableOnTheDisk()
    {
        using (var file = Store(NewKey).OpenManifestAppend(CallId))
        {
            file.Write("{\"from\":\"+821012345678\"}\n"u8);
        }

        var bytes = File.ReadAllBytes(FileOf(CallId, "manifest.jsonl"));
        Assert.Equal(-1, bytes.AsSpan().IndexOf("821012345678"u8));
        Assert.Equal(-1, bytes.AsSpan().IndexOf(Convert.FromBase64String(NewKey)));
    }

    [Fact]
    public async Task Keys_Rotated_OldRecordingsAreReadAndGoneOnWithByTheNewKey()
    {
        Append(Store(OldKey), [1, 2]);

        var rotated = Store(NewKey, OldKey);
        Append(rotated, [3]);

        Assert.Equal([1, 2, 3], await rotated.ReadAsync(CallId, Leg.Caller, 0, 3, Cancellation));
        var failure = await Assert.ThrowsAsync<InvalidDataException>(async () => await Store(NewKey).ReadAsync(CallId, Leg.Caller, 0, 3, Cancellation));
        Assert.Contains("CallSummary:Storage:RecordingKeysFile", failure.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => Store().OpenAppend(CallId, Leg.Caller));
    }

    [Fact]
    public async Task Recordings_FromBeforeTheKeys_StayReadableAndGoOnAsTheyAre()
    {
        Append(Store(), [1, 2]);

        Append(Store(NewKey), [3]);

        Assert.Equal([1, 2, 3], await Store(NewKey).ReadAsync(CallId, Leg.Caller, 0, 3, Cancellation));
        Assert.Equal([1, 2, 3], await Store().ReadAsync(CallId, Leg.Caller, 0, 3, Cancellation));
    }

    [Fact]
    public void Torn_AtAnyByte_WhatIsWholeIsReadAndTheFileGoesOn()
    {
        var store = Store(NewKey);
        Append(store, [1, 2, 3], [4, 5]);
        var whole = File.ReadAllBytes(FileOf(CallId));
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(FileOf(CallId), whole[..length]);
            var expected = length == whole.Length ? new byte[] { 1, 2, 3, 4, 5 } : length >= whole.Length - 22 ? [1, 2, 3] : [];
            if (length is 0 or >= EncryptedRecordingFormat.HeaderLength)
            {
                Assert.Equal(expected, ReadAll(store));
                Append(store, [9]);
                Assert.Equal([.. expected, 9], ReadAll(store));
            }
        }
    }

    [Fact]
    public void PowerFailure_LastChunkIsZeros_IsTheEnd()
    {
        var store = Store(NewKey);
        Append(store, [1, 2, 3], [4, 5]);
        var bytes = File.ReadAllBytes(FileOf(CallId));
        bytes.AsSpan(bytes.Length - 18).Clear(); // The length came to the disk, text and tag did not.
        File.WriteAllBytes(FileOf(CallId), bytes);
        Assert.Equal([1, 2, 3], ReadAll(store));

        bytes.AsSpan(bytes.Length - 22).Clear();
        File.WriteAllBytes(FileOf(CallId), bytes);
        Assert.Equal([1, 2, 3], ReadAll(store));
        Append(store, [9]);
        Assert.Equal([1, 2, 3, 9], ReadAll(store));
    }

    [Fact]
    public void Changed_AnyByteBeforeTheLastChunk_IsFound()
    {
        var store = Store(NewKey);
        Append(store, [1, 2, 3], [4, 5]);
        var whole = File.ReadAllBytes(FileOf(CallId));
        for (var at = 4; at < whole.Length - 22; at++) // The first four say that it is encrypted at all.
        {
            var changed = whole.ToArray();
            changed[at] ^= 0x10;
            File.WriteAllBytes(FileOf(CallId), changed);
            Assert.True(IsRefusedOrShorter(store), $"byte {at}");
        }
    }

    [Fact]
    public void Moved_ToAnotherCallOrLegOrPlace_IsFound()
    {
        var store = Store(NewKey);
        Append(store, [1, 2, 3], [4, 5, 6]);
        var whole = File.ReadAllBytes(FileOf(CallId));
        using (store.OpenAppend(OtherId, Leg.Caller))
        {
        }

        File.WriteAllBytes(FileOf(OtherId), whole);
        Assert.Throws<InvalidDataException>(() => store.OpenRead(OtherId, Leg.Caller)!.ReadByte());
        File.WriteAllBytes(FileOf(CallId, "callee.leg"), whole);
        Assert.Throws<InvalidDataException>(() => store.OpenRead(CallId, Leg.Callee)!.ReadByte());

        // The two chunks, exchanged.
        const int Chunk = EncryptedRecordingFormat.LengthLength + 3 + EncryptedRecordingFormat.TagLength;
        File.WriteAllBytes(FileOf(CallId), [.. whole[..^(2 * Chunk)], .. whole[^Chunk..], .. whole[^(2 * Chunk)..^Chunk]]);
        Assert.Throws<InvalidDataException>(() => store.OpenRead(CallId, Leg.Caller)!.ReadByte());
    }

    [Theory]
    [InlineData("", "holds no key")]
    [InlineData("# nothing but a note\n", "holds no key")]
    [InlineData("not base64!", "line 1")]
    [InlineData("# short\nAAAA", "line 2")]
    public void Keys_NotKeys_AreRefusedAtTheStartWithTheFix(string text, string expected)
    {
        File.WriteAllText(_folder["keys"], text);

        var result = new StorageOptionsValidator().Validate(null, new StorageOptions { RecordingKeysFile = _folder["keys"] });

        Assert.True(result.Failed);
        Assert.Contains("CallSummary:Storage:RecordingKeysFile", result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains(expected, result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains("openssl rand -base64 32", result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_FileAbsentOrFarTooLong_IsRefusedAtTheStart()
    {
        File.WriteAllBytes(_folder["long"], new byte[70_000]);
        foreach (var file in new[] { _folder["absent"], _folder["long"], _folder.Path })
        {
            var result = new StorageOptionsValidator().Validate(null, new StorageOptions { RecordingKeysFile = file });
            Assert.Contains($"'{file}'", result.FailureMessage, StringComparison.Ordinal);
        }
    }

    private static void Append(FileRecordingStore store, params byte[][] writes)
    {
        using var file = store.OpenAppend(CallId, Leg.Caller);
        foreach (var bytes in writes)
        {
            file.Write(bytes);
        }
    }

    private static byte[] ReadAll(FileRecordingStore store)
    {
        using var file = store.OpenRead(CallId, Leg.Caller)!;
        using var all = new MemoryStream();
        file.CopyTo(all);
        return all.ToArray();
    }

    // A changed length can look like a last chunk that is not whole yet: then nothing after it is given out.
    private static bool IsRefusedOrShorter(FileRecordingStore store)
    {
        try
        {
            return ReadAll(store).Length == 0;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private string FileOf(Guid call, string name = "caller.leg") => _folder["2026-11-24", "23", call.ToString("D"), name];

    private FileRecordingStore Store(params string[] keys)
    {
        var file = _folder["keys"];
        File.WriteAllLines(file, keys);
        return new FileRecordingStore(Options.Create(new StorageOptions { RecordingsDirectory = _folder.Path, RecordingKeysFile = keys.Length == 0 ? null : file }));
    }
}
