package kv.api.service;

import kv.api.pb.etcdserverpb.AuthDisableRequest;
import kv.api.pb.etcdserverpb.AuthDisableResponse;
import kv.api.pb.etcdserverpb.AuthEnableRequest;
import kv.api.pb.etcdserverpb.AuthEnableResponse;
import kv.api.pb.etcdserverpb.AuthRoleAddRequest;
import kv.api.pb.etcdserverpb.AuthRoleAddResponse;
import kv.api.pb.etcdserverpb.AuthRoleDeleteRequest;
import kv.api.pb.etcdserverpb.AuthRoleDeleteResponse;
import kv.api.pb.etcdserverpb.AuthRoleGetRequest;
import kv.api.pb.etcdserverpb.AuthRoleGetResponse;
import kv.api.pb.etcdserverpb.AuthRoleGrantPermissionRequest;
import kv.api.pb.etcdserverpb.AuthRoleGrantPermissionResponse;
import kv.api.pb.etcdserverpb.AuthRoleListRequest;
import kv.api.pb.etcdserverpb.AuthRoleListResponse;
import kv.api.pb.etcdserverpb.AuthRoleRevokePermissionRequest;
import kv.api.pb.etcdserverpb.AuthRoleRevokePermissionResponse;
import kv.api.pb.etcdserverpb.AuthStatusRequest;
import kv.api.pb.etcdserverpb.AuthStatusResponse;
import kv.api.pb.etcdserverpb.AuthUserAddRequest;
import kv.api.pb.etcdserverpb.AuthUserAddResponse;
import kv.api.pb.etcdserverpb.AuthUserChangePasswordRequest;
import kv.api.pb.etcdserverpb.AuthUserChangePasswordResponse;
import kv.api.pb.etcdserverpb.AuthUserDeleteRequest;
import kv.api.pb.etcdserverpb.AuthUserDeleteResponse;
import kv.api.pb.etcdserverpb.AuthUserGetRequest;
import kv.api.pb.etcdserverpb.AuthUserGetResponse;
import kv.api.pb.etcdserverpb.AuthUserGrantRoleRequest;
import kv.api.pb.etcdserverpb.AuthUserGrantRoleResponse;
import kv.api.pb.etcdserverpb.AuthUserListRequest;
import kv.api.pb.etcdserverpb.AuthUserListResponse;
import kv.api.pb.etcdserverpb.AuthUserRevokeRoleRequest;
import kv.api.pb.etcdserverpb.AuthUserRevokeRoleResponse;
import kv.api.pb.etcdserverpb.AuthenticateRequest;
import kv.api.pb.etcdserverpb.AuthenticateResponse;

/// `etcdserverpb.Auth`: users, roles and tokens.
public interface AuthService {

    /// `AuthEnable`.
    void authEnable(CallContext call, AuthEnableRequest request, Reply<AuthEnableResponse> reply);

    /// `AuthDisable`.
    void authDisable(
            CallContext call, AuthDisableRequest request, Reply<AuthDisableResponse> reply);

    /// `AuthStatus`.
    void authStatus(CallContext call, AuthStatusRequest request, Reply<AuthStatusResponse> reply);

    /// `Authenticate`.
    void authenticate(
            CallContext call, AuthenticateRequest request, Reply<AuthenticateResponse> reply);

    /// `UserAdd`.
    void userAdd(CallContext call, AuthUserAddRequest request, Reply<AuthUserAddResponse> reply);

    /// `UserGet`.
    void userGet(CallContext call, AuthUserGetRequest request, Reply<AuthUserGetResponse> reply);

    /// `UserList`.
    void userList(CallContext call, AuthUserListRequest request, Reply<AuthUserListResponse> reply);

    /// `UserDelete`.
    void userDelete(
            CallContext call, AuthUserDeleteRequest request, Reply<AuthUserDeleteResponse> reply);

    /// `UserChangePassword`.
    void userChangePassword(
            CallContext call, AuthUserChangePasswordRequest request,
            Reply<AuthUserChangePasswordResponse> reply);

    /// `UserGrantRole`.
    void userGrantRole(
            CallContext call, AuthUserGrantRoleRequest request,
            Reply<AuthUserGrantRoleResponse> reply);

    /// `UserRevokeRole`.
    void userRevokeRole(
            CallContext call, AuthUserRevokeRoleRequest request,
            Reply<AuthUserRevokeRoleResponse> reply);

    /// `RoleAdd`.
    void roleAdd(CallContext call, AuthRoleAddRequest request, Reply<AuthRoleAddResponse> reply);

    /// `RoleGet`.
    void roleGet(CallContext call, AuthRoleGetRequest request, Reply<AuthRoleGetResponse> reply);

    /// `RoleList`.
    void roleList(CallContext call, AuthRoleListRequest request, Reply<AuthRoleListResponse> reply);

    /// `RoleDelete`.
    void roleDelete(
            CallContext call, AuthRoleDeleteRequest request, Reply<AuthRoleDeleteResponse> reply);

    /// `RoleGrantPermission`.
    void roleGrantPermission(
            CallContext call, AuthRoleGrantPermissionRequest request,
            Reply<AuthRoleGrantPermissionResponse> reply);

    /// `RoleRevokePermission`.
    void roleRevokePermission(
            CallContext call, AuthRoleRevokePermissionRequest request,
            Reply<AuthRoleRevokePermissionResponse> reply);
}
