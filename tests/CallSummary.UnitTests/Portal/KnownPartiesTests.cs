using CallSummary.Portal.Access;
using CallSummary.Portal.Events;

namespace CallSummary.UnitTests.Portal;

public sealed class KnownPartiesTests
{
    [Fact]
    public void Remember_MoreThanTheCapacity_ForgetsTheOldest()
    {
        var known = new KnownParties();
        var who = new CallParties("t", "+8210", null);
        var ids = Enumerable.Range(0, KnownParties.Capacity + 1).Select(_ => Guid.CreateVersion7()).ToList();

        ids.ForEach(id => known.Remember(id, who));

        Assert.Null(known.Find(ids[0]));
        Assert.Equal(who, known.Find(ids[1]));
        Assert.Equal(who, known.Find(ids[^1]));
    }
}
