using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Recordings;
using CallSummary.TestKit;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Storage.Recordings;

public sealed class FileRecordingStoreTests : IDisposable
{
    private static readonly Guid CallId = Guid.CreateVersion7(new DateTimeOffset(2026, 11, 24, 23, 59, 59, TimeSpan.Zero));

    private readonly TempFolder _folder = new();
    private readonly FileRecordingStore _store;

    public FileRecordingStoreTests() => _store = At(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ReadAsync_Range_ReturnsThoseBytesWhileTheFileIsWritten()
    {
        await using var writing = _store.OpenAppend(CallId, Leg.Caller);
        writing.Write([0, 1, 2, 3, 4, 5]);

        Assert.Equal([2, 3, 4], await _store.ReadAsync(CallId, Leg.Caller, 2, 5, TestContext.Current.CancellationToken));
        writing.Write([6]);
        Assert.Equal([6], await _store.ReadAsync(CallId, Leg.Caller, 6, 7, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task OpenAppend_ExistingFile_AppendsAndKeepsLegsApart()
    {
        using (var first = _store.OpenAppend(CallId, Leg.Caller))
        {
            first.Write([1]);
        }

        using (var again = _store.OpenAppend(CallId, Leg.Caller))
        {
            again.Write([2]);
        }

        Assert.Equal([1, 2], await _store.ReadAsync(CallId, Leg.Caller, 0, 2, TestContext.Current.CancellationToken));
        Assert.Null(_store.OpenRead(CallId, Leg.Callee));
        Assert.Null(_store.OpenManifestRead(CallId));
    }

    [Fact]
    public void OpenAppend_Folder_IsNamedByDayHourAndId()
    {
        _store.OpenManifestAppend(CallId).Dispose();

        Assert.True(File.Exists(_folder["2026-11-24", "23", CallId.ToString("D"), "manifest.jsonl"]));
    }

    [Fact]
    public void OpenAppend_ForeignId_IsRefused() =>
        Assert.Throws<ArgumentException>(() => _store.OpenAppend(Guid.Parse("6fd0e2a1-63ab-4b0e-9a53-0f5a3c8e1b11"), Leg.Caller));

    [Fact]
    public async Task ReadAsync_NoRecording_SaysWhereItWasLookedFor()
    {
        var failure = await Assert.ThrowsAsync<FileNotFoundException>(async () =>
            await _store.ReadAsync(CallId, Leg.Callee, 0, 1, TestContext.Current.CancellationToken));

        Assert.Contains(_folder.Path, failure.Message, StringComparison.Ordinal);
        Assert.Contains("RecordingsDirectory", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_PastTheEnd_Throws()
    {
        using (var writing = _store.OpenAppend(CallId, Leg.Caller))
        {
            writing.Write([1]);
        }

        await Assert.ThrowsAsync<EndOfStreamException>(async () => await _store.ReadAsync(CallId, Leg.Caller, 0, 2, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(2, 1)]
    [InlineData(0, FileRecordingStore.LongestRead + 1L)]
    public async Task ReadAsync_ImpossibleRange_IsRefused(long start, long end) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
            await _store.ReadAsync(CallId, Leg.Caller, start, end, TestContext.Current.CancellationToken));

    [Fact]
    public void ListCalls_ForeignFolders_AreNotListed()
    {
        _store.OpenAppend(CallId, Leg.Caller).Dispose();
        var shard = _folder["2026-11-24", "23"];
        Directory.CreateDirectory(Path.Combine(shard, "notes"));
        Directory.CreateDirectory(Path.Combine(shard, Guid.CreateVersion7(StoredRows.Now).ToString("D"))); // Another day's id.
        Directory.CreateDirectory(Path.Combine(shard, Guid.CreateVersion7(new DateTimeOffset(2026, 11, 24, 23, 1, 0, TimeSpan.Zero)).ToString("D").ToUpperInvariant()));

        Assert.Equal([CallId], _store.ListCalls());
    }

    [Fact]
    public void ListCalls_NothingRecordedYet_IsEmpty() => Assert.Empty(At(_folder["absent"]).ListCalls());

    [Fact]
    public void Delete_Twice_RemovesOnceAndIsNoError()
    {
        _store.OpenAppend(CallId, Leg.Caller).Dispose();

        _store.Delete(CallId);
        _store.Delete(CallId);

        Assert.Empty(_store.ListCalls());
        Assert.Null(_store.OpenRead(CallId, Leg.Caller));
    }

    [Fact]
    public void FreeBytes_FolderNotMadeYet_IsThatOfItsDisk() => Assert.True(At(_folder["a", "b"]).FreeBytes > 0);

    [Fact]
    public void OpenAppend_FolderCannotBeMade_NamesFolderAndSetting()
    {
        File.WriteAllText(_folder["file"], "");

        var failure = Assert.Throws<IOException>(() => At(_folder["file"]).OpenAppend(CallId, Leg.Caller));

        Assert.Contains(_folder["file"], failure.Message, StringComparison.Ordinal);
        Assert.Contains("CallSummary:Storage:RecordingsDirectory", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_DiskFull_NamesFolderAndSetting()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Needs /dev/full (Linux) to stand in for a full disk.");
        _store.OpenAppend(CallId, Leg.Caller).Dispose();
        var folder = _folder["2026-11-24", "23", CallId.ToString("D")];
        File.CreateSymbolicLink(Path.Combine(folder, "callee.leg"), "/dev/full");

        var writing = _store.OpenAppend(CallId, Leg.Callee);
        var failure = Assert.Throws<IOException>(() => writing.Write([1]));
        var asynchronous = await Assert.ThrowsAsync<IOException>(async () => await writing.WriteAsync(new byte[] { 1 }, TestContext.Current.CancellationToken));

        Assert.All([failure, asynchronous], f => Assert.Contains(folder, f.Message, StringComparison.Ordinal));
        Assert.All([failure, asynchronous], f => Assert.Contains("CallSummary:Storage:RecordingsDirectory", f.Message, StringComparison.Ordinal));
    }

    private static FileRecordingStore At(string folder) => new(Options.Create(new StorageOptions { RecordingsDirectory = folder }));
}
